use linli::records::MessageKind;

use super::forms::{MEN, OFFICES, WOMEN, is_titled};
use super::{Callings, each_call};

const NAMES: [&str; 11] = [
    "凤舞九天-许队",
    "张姐",
    "老李(3栋)",
    "布头刘",
    "兰兰",
    "芝麻开花",
    "双槐社区 陈雨桐",
    "豆瓣巷社区小周",
    "老杨头",
    "刘奶奶",
    "Maria Silva",
];

fn called(text: &str) -> Vec<&'static str> {
    let callings: Callings = NAMES.into_iter().collect();
    let mut found = Vec::new();
    each_call(text, MessageKind::Text, |call| {
        if let [name] = callings.of(call)
            && !found.contains(name)
        {
            found.push(*name);
        }
    });
    found
}

#[test]
fn every_title_is_known_by_its_last_sign() {
    for title in [WOMEN, MEN, OFFICES].into_iter().flatten() {
        assert!(is_titled(&format!("王{title}")), "{title}");
    }
}

#[test]
fn direct_address() {
    for (text, whom) in [
        ("许队，队形要不要我画？", "凤舞九天-许队"),
        ("收到。许队，音箱我拉", "凤舞九天-许队"),
        ("许队 钱放窗台了", "凤舞九天-许队"),
        ("好的，许队", "凤舞九天-许队"),
        ("早点睡吧许队", "凤舞九天-许队"),
        ("许队我在老家呢", "凤舞九天-许队"),
        ("张姐你看看群", "张姐"),
        ("张姐辛苦", "张姐"),
        ("张姐好[握手]", "张姐"),
        ("谢谢李师傅帮忙", "老李(3栋)"),
        ("兰兰姐，石榴真好看", "兰兰"),
        ("芝麻姐，气息真稳", "芝麻开花"),
        ("小陈，材料到了吗", "双槐社区 陈雨桐"),
        ("好的小周，谢谢", "豆瓣巷社区小周"),
        ("杨师傅您歇着", "老杨头"),
        ("Maria, can you come?", "Maria Silva"),
        ("maria silva: thanks", "Maria Silva"),
    ] {
        assert_eq!(called(text), [whom], "{text}");
    }
}

#[test]
fn who_is_talked_about_is_not_spoken_to() {
    for text in [
        "张姐说周六不来",
        "张姐我俩带苹果",
        "跟许队一块儿去",
        "老李的音箱没电",
        "谢谢张姐、兰兰、小周",
        "我、张姐、兰兰",
        "张姐",
        "张姐？",
        "张姐\n兰兰",
        "#接龙\n周六\n1. 张姐\n2. 兰兰",
        "@张姐\u{2005}看群",
        "社区，你好",
        "说maria, 也行",
        "http://maria: no",
    ] {
        assert_eq!(called(text), [""; 0], "{text}");
    }
}

#[test]
fn what_could_mean_two_means_nobody() {
    // 刘姐 is made of 布头刘 and of 刘奶奶; 刘奶奶 stands there.
    assert_eq!(called("刘姐，布在哪儿"), [""; 0]);
    assert_eq!(called("刘奶奶，慢点走"), ["刘奶奶"]);
    let two: Callings = ["王芳 1号楼", "王芳 2号楼"].into_iter().collect();
    each_call("王芳，你的快递", MessageKind::Text, |call| assert_ne!(two.of(call).len(), 1));
}

#[test]
fn words_that_are_said_all_the_time_are_nobody() {
    let callings: Callings = ["ok", "你好", "谢谢"].into_iter().collect();
    for text in ["ok, come", "你好，在吗", "谢谢，收到"] {
        each_call(text, MessageKind::Text, |call| assert!(callings.of(call).is_empty(), "{text}"));
    }
}

#[test]
fn long_and_odd_texts_are_looked_through_in_time() {
    for text in ["[".repeat(1 << 16), "张".repeat(1 << 16), "，".repeat(1 << 16), "a,".repeat(1 << 16)] {
        let mut count = 0;
        each_call(&text, MessageKind::Text, |_| count += 1);
        assert!(count < 100);
    }
}
