//! Writes a WeChat text export of millions of messages, opens a study of it, and says what that cost.
//!
//! ```text
//! cargo run --release -p linli-io --example large_chat -- 8000000
//! cargo run --release -p linli-io --example large_chat -- 8000000 distinct
//! cargo run --release -p linli-io --example large_chat -- 8000000 backwards
//! ```
//!
//! By itself twelve texts come again and again; `distinct` makes up a text for every message, as people do. `backwards` writes
//! the latest day first, so that all of it has to be put into order.

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use linli::time::Day;
use linli_io::OpenOptions;

const SAID: &[&str] = &[
    "好的，那就这么定了，到时候我提前半小时下楼等大家，带钥匙",
    "收到，谢谢大家，辛苦了，明天早上菜市场门口碰头，九点以前到",
    "周六上午九点活动室见，要来的报个名",
    "今天社区活动室的灯坏了，哪位师傅能来看看，工具我们这里有，就是够不着",
    "布料到了，下午两点以后可以来领，每人一份，先到先得，记得带剪刀和尺子，上次剩下的线也一起拿来",
    "[图片]",
    "昨天的活动照片整理好了，一共三十六张，放在群相册里，大家自己存。下次活动定在下周三，主题是春联，请会写毛笔字的叔叔阿姨提前和我说一声，纸墨由居委会准备，不用自己带。上次问能不能带孩子的，可以带，里屋给他们留两张桌子，画笔和彩纸都有，家长轮流看着就行",
    "[语音]",
    "能不能改到晚上？白天要接孩子，我看好几家都是这个情况，晚上七点以后人能来齐，活动室的门我去借",
    "上回说的那件事有回音了：街道同意出一半，另一半我们从创投的钱里出，发票要开居委会的抬头，谁手里有票的周五之前交给小周登记，过了就要等下个月了",
    "#接龙\n周六剪纸报名\n\n1. 张姐\n2. 李师傅\n3. 小周",
    "楼道里的自行车请各家自己收一下，消防来检查了，周五之前没有收的由物业统一搬到车棚，有问题找楼长登记，电动车一律不许进楼，充电棚这个月底之前装好，到时候再通知大家",
];

/// How many people write.
const PEOPLE: u64 = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let messages: u64 = std::env::args().nth(1).map_or(Ok(8_000_000), |count| count.parse())?;
    let dir = std::env::temp_dir().join(format!("linli-large-chat-{}", std::process::id()));
    let asked: Vec<String> = std::env::args().skip(2).collect();
    let asks = |word: &str| asked.iter().any(|asked| asked == word);
    let days = if asks("backwards") { Days::LatestFirst } else { Days::InOrder };
    let texts = if asks("distinct") { Texts::Distinct } else { Texts::Repeated };
    let cost = measured(&dir, messages, (days, texts));
    fs::remove_dir_all(&dir)?;
    let report = cost?;
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}

/// The order of the days in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Days {
    InOrder,
    LatestFirst,
}

/// What is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Texts {
    /// One of [`SAID`].
    Repeated,
    /// Sentences of words that nobody said before in this order.
    Distinct,
}

/// Signs that words are made of.
const SIGNS: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严";

fn measured(dir: &Path, messages: u64, (days, texts): (Days, Texts)) -> Result<String, Box<dyn Error>> {
    let study = dir.join("study");
    fs::create_dir_all(study.join("chats"))?;
    fs::write(study.join("study.toml"), "id = \"large\"\nzone = \"Asia/Shanghai\"\n")?;
    fs::write(dir.join("key"), "5b".repeat(32))?;
    let chat = study.join("chats/邻里花园.txt");
    write(&chat, messages, (days, texts))?;
    let bytes = fs::metadata(&chat)?.len();
    let start = Instant::now();
    let options = OpenOptions { key: Some(dir.join("key")), ..OpenOptions::default() };
    let opened = linli_io::open_with(&study, &options)?;
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    Ok(format!(
        "{} messages of {} people, {megabytes:.0} MB in {seconds:.1} s: {:.1} MB/s, at most {}\n",
        opened.study.records.message_count(),
        opened.study.records.people().len(),
        megabytes / seconds,
        peak().unwrap_or_else(|| "(the system does not say)".to_owned()),
    ))
}

/// The export, a line at a time.
fn write(path: &Path, messages: u64, (days, texts): (Days, Texts)) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    writeln!(out, "邻里花园志愿群 微信群上的聊天记录如下，请查收。\n")?;
    let first = Day::from_ymd(2015, 3, 2).ok_or("no such day")?;
    let mut random = 7_u64;
    let mut below = |bound: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % bound
    };
    // As many a day as make ten years of it.
    let per_day = messages.div_ceil(3650).max(1);
    let mut minute = 0;
    let mut speaker = Speaker::new();
    for message in 0..messages {
        if message % per_day == 0 {
            minute = 0;
            let number = i32::try_from(message / per_day)?;
            let number = if days == Days::LatestFirst { 4000 - number } else { number };
            writeln!(out, "—————  {}  —————\n\n", first.plus(number))?;
        }
        minute = (minute + below(2 * 900 / per_day + 2) / 2).min(899);
        let writer = below(PEOPLE).min(below(PEOPLE));
        writeln!(out, "邻居{writer:02}号楼  {:02}:{:02}\n", 7 + minute / 60, minute % 60)?;
        match below(100) {
            0..5 => write!(out, "@邻居{:02}号楼\u{2005}", below(PEOPLE))?,
            5 => write!(out, "谢谢@邻居{:02}号楼 {}，", below(PEOPLE), below(1000))?,
            _ => {}
        }
        match texts {
            Texts::Repeated => writeln!(out, "{}\n", SAID[below(SAID.len() as u64) as usize])?,
            Texts::Distinct => writeln!(out, "{}\n", speaker.says(&mut below))?,
        }
    }
    out.flush()?;
    Ok(())
}

/// Makes up texts: as long as those of [`SAID`], with pictures, days, names and questions as people have them, and now and then
/// a clause of what was said before.
struct Speaker {
    signs: Vec<char>,
    before: String,
}

impl Speaker {
    fn new() -> Self {
        Self { signs: SIGNS.chars().collect(), before: String::new() }
    }

    fn says(&mut self, mut below: impl FnMut(u64) -> u64) -> String {
        let mut text = match below(24) {
            0..4 => return "[图片]".to_owned(),
            4 => ["周六上午九点", "明天下午", "3月8号", "下周三", "后天早上七点半"][below(5) as usize].to_owned(),
            5 => ["张姐，", "谢谢李师傅，", "小周，", "王阿姨您", "老李头："][below(5) as usize].to_owned(),
            6..10 => format!("{}，", self.before),
            _ => String::new(),
        };
        for _ in 0..=below(8) {
            let mut clause = String::new();
            for _ in 0..=below(9) {
                clause.extend(self.word(&mut below));
            }
            text += &clause;
            text.push(if below(9) == 0 { '？' } else { '，' });
            self.before = clause;
        }
        text
    }

    /// One of some thousand words of two signs; some are said more often than others.
    fn word(&self, below: &mut impl FnMut(u64) -> u64) -> [char; 2] {
        let word = below(5000).min(below(5000)) as usize;
        [7 * word, 13 * word + 5 + word / self.signs.len()].map(|at| self.signs[at % self.signs.len()])
    }
}

/// The largest memory of this process so far, as Linux tells it.
fn peak() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(format!("{:.0} MB", kilobytes / 1024.0))
}
