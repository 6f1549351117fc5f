//! `--help` in Chinese: what the argument parser says of itself in English, said again.

use clap::{Arg, ArgAction, ArgMatches, Command};
use linli::plan::Language as Tongue;

/// What linli is.
const ABOUT: &str = "linli 邻里：从街坊自组织留下的聊天、签到表和记录，算出指标、发现和报告。";

/// What the exit codes mean; the English is [`linli_cli::EXIT_CODES`].
const EXIT_CODES: &str = "\
退出码：0 做完了 · 2 命令写错了 · 3 有资料读不了 · 4 有话要先问清楚 · 5 方案里有做不到的、不认识的
6 超过上限 · 7 文件读不了或写不了 · 130 中途停下";

/// Every command.
const COMMANDS: &[(&str, &str)] = &[
    ("init", "新建一个研究文件夹，里面有一份写好说明的方案"),
    ("check", "说说看懂了什么、什么没看懂、先做哪三件事；谁是谁的问题写进 文件夹/aliases.todo.csv，在那里回答"),
    ("run", "跑一遍：数据表、发现、报告、编码本和运行记录，写进一个文件夹；以前跑出来的整个换掉"),
    ("report", "跑一遍，只写报告"),
    (
        "brief",
        "周一的简报：先看哪几处（最多七条）、上周做了什么、还说不清什么、缺什么；只给自己人看，文字里没有人名，可以贴到群里",
    ),
    (
        "inviting",
        "群里靠边的、四周没露面的人，可以请谁去叫一声、为什么是他、叫来参加什么；只给自己人看，同意了列名的人用星号遮着",
    ),
    ("done", "把为一条发现做了什么，记进 文件夹/actions.csv"),
    ("explain", "把一条发现的来龙去脉全说出来：依据的数、定义、也可能是什么"),
    ("person", "把手里有的、得出过的关于一个人的事全印出来，给本人看；也写怎么删"),
    ("form", "写下一张签到表，名字都打好，打印出来打勾；有真名，只给自己人看（T0），填好放回 sheets/"),
    ("validate", "每四周看一次的发现，四周以后还在不在，一个信号一行；跟进过的不算。里面没有群名和人名"),
    (
        "audit-sample",
        "抽几次活动去核实：写一张单子给上门或打电话的人，没有居民的名字；填好放进 文件夹/audit.csv，比例写在给资助方的那一页",
    ),
    ("export", "把群里的消息写出来，给别的程序或者再给 linli 读，没有原话；T0 是真名，T1 是假名"),
    ("merge", "在 文件夹/aliases.log.csv 里记一笔：这两个名字是一个人；资料原样不动"),
    ("unmerge", "把关于两个名字的决定收回，也是在 文件夹/aliases.log.csv 里添一行"),
    ("simulate", "模拟一条街：写出一个研究文件夹，里面是假想的资料，跟真的一样乱，旁边放着真相"),
    ("indicators", "列出能算什么；写上编号，就看那个指标、关系规则或信号的说明"),
];

/// Every argument; those that mean something else in one command name it.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("", "dir", "研究文件夹"),
    ("", "key", "假名钥匙，不写就用文件夹旁边的那把"),
    (
        "",
        "date_order",
        "日期里年月日的先后，资料自己看不出来时才要写：day-first 日在前，month-first 月在前，year-first 年在前",
    ),
    ("", "as_of", "按哪天读这份研究，比这天晚的消息不可能有；不写就是今天（按研究自己的时区）"),
    ("", "limits", "改一个读取上限，可以写好几次：people=200000"),
    ("", "out", "写到哪个文件"),
    ("", "groups", "只要这几个群，用逗号隔开"),
    ("", "language", "语言：zh 中文，en 英文，both 两种；不写就用研究自己的"),
    ("", "one", "资料里显示的名字，可以写成 名字@群，也可以写编号"),
    ("", "other", "另一个名字"),
    ("", "within", "说的是哪个群或哪个组织里的这两个名字"),
    ("", "day", "哪天决定的，不写就是今天"),
    ("", "id", "编号"),
    ("init", "dir", "放在哪个文件夹"),
    ("init", "id", "研究的编号，不写就用文件夹的名字"),
    ("init", "zone", "按哪个时区算一天的开始，不写就是 Asia/Shanghai"),
    ("init", "language", "方案和 linli 说话用的语言：zh、en 或 both；写 zh 还会有一本要填的台账.xlsx"),
    ("check", "all", "全都列出来，不只是最要紧的"),
    (
        "check",
        "messages",
        "另外抽这么多条消息，连原话、前两条和名字写出来，留空格给人编码；只给自己人看（T0），要和 --out 一起写。除此以外 linli 不写任何原话",
    ),
    ("check", "seed", "换一个种子就抽另一批；同样的种子和文件，抽出来一样"),
    ("check", "out", "抽样写到哪个新的 CSV 文件，不要放在结果文件夹里"),
    ("audit-sample", "n", "抽几次活动，不写就是20次"),
    ("audit-sample", "seed", "换一个种子就抽另一批；同样的种子和资料，抽出来一样"),
    ("audit-sample", "out", "写到哪个新的 CSV 文件"),
    ("brief", "as_of", "哪天的简报；不写就是资料之后的第一个周一"),
    ("done", "as_of", "哪天做的；不写就是资料之后的第一个周一"),
    ("validate", "as_of", "看到哪天为止；不写就是资料之后的第一个周一"),
    ("explain", "as_of", "哪天的发现；不写就是资料之后的第一个周一"),
    ("brief", "out", "另写一页网页，同意了列名的人用星号遮着"),
    ("brief", "named", "网页上把这些名字打开，写明为什么；会记在 文件夹/opened.csv 里"),
    ("inviting", "as_of", "看到哪天为止；不写就是资料之后的第一个周一"),
    ("inviting", "group", "哪个群，写群名"),
    ("inviting", "named", "把名字打开，写明为什么；会记在 文件夹/opened.csv 里"),
    ("", "finding", "发现的编号，写开头几个字也行"),
    ("", "what", "做了什么"),
    ("", "name", "名字，和资料里写的一样；写编号、假名也行"),
    ("person", "as_of", "到哪天为止；不写就是资料之后的第一个周一"),
    ("", "by", "谁做的"),
    ("", "explained", "有原因了：没有变化就不再提"),
    ("", "until", "先放到这一天：之前没有变化就不提"),
    ("run", "out", "结果放哪里，不写就是 文件夹/outcome"),
    ("run", "indicators", "只算这几个指标，用逗号隔开：net_density,net_turns"),
    (
        "report",
        "audience",
        "给谁看：coach 辅导者，researcher 研究者，funder 资助方，public 公众；不写就按方案的发布级别。方案写明的用途决定能给谁",
    ),
    ("report", "open", "团队自己那一页上，这个名字照样写出来，可以写好几次；别的名字用星号遮着；要和 --because 一起写"),
    ("report", "because", "为什么打开这些名字；会记在 文件夹/opened.csv 里"),
    ("report", "out", "报告写到哪个 HTML 文件，不写就是 report.html"),
    ("form", "organization", "哪个组织的"),
    ("form", "on", "从哪天起，不写就是最后一次记录的下个月一号"),
    ("form", "days", "直接写哪几天，用逗号隔开，不用打算好的或估计的"),
    ("form", "out", "写到哪个文件，以 .xlsx 结尾"),
    ("simulate", "scenario", "哪条街：dashilar（不写就是它）、lane 或 one-group"),
    ("simulate", "seed", "换一个种子，换一条街；同样的种子，一个字节也不差"),
    ("simulate", "effect", "埋下的事有多明显：small、medium（不写就是它）或 large"),
    ("simulate", "out", "写到哪个新的研究文件夹"),
    ("export", "format", "写成什么：chatlab、chatlab_jsonl（不写就是它）或 table，一行一条消息的 CSV"),
];

/// The arguments, as the terminal's language or `--language` has help.
pub(crate) fn matches(command: Command, tongue: Tongue) -> ArgMatches {
    if tongue == Tongue::Zh { in_chinese(command).get_matches() } else { command.get_matches() }
}

fn in_chinese(command: Command) -> Command {
    let named: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = framed(command, "linli [选项] <命令>").about(ABOUT).after_help(EXIT_CODES);
    command = command.subcommand_help_heading("命令").disable_help_subcommand(true).disable_version_flag(true);
    command = command.arg(
        Arg::new("version").short('V').long("version").action(ArgAction::Version).help_heading("选项").help("显示版本"),
    );
    for name in named {
        let about = COMMANDS.iter().find(|(known, _)| *known == name).map_or("", |(_, about)| about);
        command = command.mut_subcommand(&name, |sub| {
            let said = |arg: Arg| {
                let heading = if arg.is_positional() { "参数" } else { "选项" };
                let help = argument(&name, arg.get_id().as_str());
                let with_value = arg.get_action().takes_values();
                let arg = arg.help(help).long_help(help).help_heading(heading);
                if with_value { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
            };
            let places = sub.get_positionals().map(|arg| {
                let id = arg.get_id().as_str().to_uppercase();
                if arg.is_required_set() { format!(" <{id}>") } else { format!(" [{id}]") }
            });
            let usage = format!("linli {name} [选项]{}", places.collect::<String>());
            framed(sub.mut_args(said), &usage).about(about).long_about(about)
        });
    }
    command
}

/// The frame of the parser's own page.
fn framed(command: Command, usage: &str) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help_heading("选项").help("显示帮助");
    let template = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
    command.override_usage(usage.to_owned()).help_template(template).disable_help_flag(true).arg(help)
}

/// What is said of an argument of a command.
fn argument(command: &str, id: &str) -> &'static str {
    let of = |of: &str| ARGUMENTS.iter().find(|(own, known, _)| *own == of && *known == id).map(|(.., said)| *said);
    of(command).or_else(|| of("")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::Arguments;

    #[test]
    fn every_command_and_argument_is_said_in_chinese() {
        let mut command = in_chinese(Arguments::command());
        command.build();
        assert!(command.render_long_help().to_string().contains("用法：linli [选项] <命令>"));
        for sub in command.get_subcommands_mut() {
            let name = sub.get_name().to_owned();
            assert!(COMMANDS.iter().any(|(known, _)| *known == name), "{name}");
            for arg in sub.get_arguments().filter(|arg| arg.get_id() != "help") {
                assert!(!argument(&name, arg.get_id().as_str()).is_empty(), "{name} {}", arg.get_id());
            }
            for page in [sub.render_help(), sub.render_long_help()] {
                let page = page.to_string();
                let english = ["Usage", "Options", "Arguments", "Print", "default", "possible", "The ", "the "];
                assert!(english.iter().all(|word| !page.contains(word)), "{page}");
            }
        }
        for (of, id, _) in ARGUMENTS {
            let known = |sub: &Command| {
                (of.is_empty() || sub.get_name() == *of) && sub.get_arguments().any(|arg| arg.get_id() == *id)
            };
            assert!(command.get_subcommands().any(known), "{of} {id} is no argument any more");
        }
    }
}
