//! Chinese names as they are compared for a question: one width, one case, one script; and what stands around a surname.

/// Characters that names have in two scripts, the Traditional one first. Enough to ask: nobody is merged for it.
const SCRIPTS: &str = "張张陳陈劉刘黃黄吳吴趙赵楊杨孫孙馬马鄭郑謝谢許许鄧邓馮冯蕭萧葉叶呂吕蘇苏盧卢蔣蒋賈贾範范鍾钟譚谭陸陆鄒邹閻阎\
龍龙萬万錢钱湯汤嚴严賴赖龔龚樊樊蘭兰顧顾齊齐龐庞顏颜倪倪莊庄聶聂魯鲁葛葛紀纪尹尹習习歐欧陽阳關关單单聞闻廖廖鄔邬鄺邝韋韦\
鳳凤麗丽華华愛爱蓮莲蘋苹雲云國国強强軍军偉伟傑杰勝胜寶宝貴贵榮荣慶庆義义禮礼樂乐順顺輝辉麟麟龜龟鵬鹏鴻鸿鶴鹤鸞鸾燕燕豔艳艷艳\
嬌娇媽妈婭娅嫻娴婦妇學学師师爺爷嬸婶隊队長长總总會会員员編编輯辑書书記记務务處处區区樓楼號号門门間间東东車车電电話话氣气\
風风飛飞園园圖图團团圓圆塊块壇坛壽寿夢梦夾夹奮奋實实寫写對对導导將将專专尋寻層层屬属岡冈島岛峽峡嶺岭帶带幫帮幣币廠厂廣广\
廳厅張张彎弯後后從从復复徹彻恆恒悅悦應应懷怀戀恋戰战戲戏擁拥擇择擔担據据數数時时晉晋暉晖曉晓曄晔曆历書书條条極极業业楓枫\
標标樹树機机橋桥橫横檢检權权歡欢歲岁歸归氣气漢汉滿满漁渔潔洁潤润澤泽濤涛濟济瀾澜灣湾為为無无煙烟熱热營营燈灯爐炉爭争\
牽牵獎奖獨独獻献現现環环瑋玮璽玺瓊琼產产畫画異异當当療疗發发盡尽監监盤盘眾众睜睁矯矫碩硕礎础祿禄禎祯離离種种積积穎颖穩稳\
競竞筆笔節节築筑簡简籃篮糧粮紅红約约純纯紗纱級级紋纹納纳細细終终組组結结給给絡络統统絲丝經经綠绿維维網网綵彩緣缘練练縣县\
繡绣繼继續续罷罢羅罗習习聖圣聯联聰聪聲声職职肅肃脈脉臨临與与興兴舉举舊旧艦舰藝艺藥药蘆芦號号蠶蚕衛卫裝装補补襪袜見见規规\
覺觉覽览觀观計计訂订討讨訓训設设訪访評评詞词試试詩诗話话詳详認认語语誠诚誤误說说課课調调談谈請请論论諾诺謀谋謙谦講讲謠谣\
證证識识譜谱警警護护讀读變变讓让財财貝贝負负貞贞貢贡責责賢贤貨货販贩貼贴貿贸賀贺資资賓宾賞赏質质賴赖購购贈赠贊赞贏赢趙赵\
跡迹踐践軒轩軟软軸轴較较載载輕轻輔辅輝辉輪轮輯辑轉转辦办農农邊边迎迎運运過过達达違违遠远適适選选遷迁遺遗郵邮鄉乡醫医釋释\
里里鈞钧鈴铃銀银銘铭鋒锋錄录錦锦鎮镇鏡镜鐘钟鐵铁鑫鑫長长閃闪閉闭開开閒闲間间閔闵閣阁陰阴陳陈陸陆陽阳階阶際际隨随險险隱隐\
雙双雜杂雞鸡難难雲云電电霧雾靜静靈灵韓韩韻韵頁页頂顶項项順顺預预領领頭头題题願愿類类顯显風风飄飘飯饭飲饮館馆駿骏騎骑騰腾\
驗验驚惊髮发鬥斗魚鱼鮑鲍鮮鲜鳥鸟鳴鸣鴨鸭鵝鹅鷹鹰麥麦黨党點点齊齐齡龄愛爱萬万陳陈瑩莹瑤瑶蔣蒋薩萨藍蓝儀仪億亿優优個个\
倫伦備备傳传債债傷伤價价兒儿內内兩两冊册凍冻劃划劇剧劍剑動动勞劳勢势區区協协單单參参員员啟启問问喬乔嘆叹嚮向團团";

/// Surnames of one character, the common ones first (the order is of no matter). 百家姓 and today's counts agree on these.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪\
范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄\
聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟\
艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲\
虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴\
丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於\
呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由";

/// Surnames of two characters.
const LONG_SURNAMES: [&str; 16] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "慕容", "皇甫", "令狐", "尉迟", "端木", "夏侯", "东方", "公孙", "宇文",
    "长孙", "独孤",
];

/// What stands after a surname or a given name where people are called by it; longer ones before those they end in.
pub(super) const TITLES: [&str; 37] = [
    "大姐", "大哥", "大爷", "大妈", "大叔", "大伯", "大娘", "大婶", "大嫂", "阿姨", "奶奶", "爷爷", "老师", "师傅",
    "队长", "组长", "会长", "社长", "主任", "书记", "医生", "大夫", "老板", "女士", "先生", "姐", "哥", "姨", "叔",
    "婶", "嫂", "爷", "伯", "妈", "队", "头", "总",
];

/// One spelling for all widths, cases and scripts: letters, digits and ideographs alone, without signs, spaces and pictures.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter_map(|c| Some(plain(c)).filter(|c| c.is_alphanumeric())).flat_map(char::to_lowercase).collect()
}

/// A character in its usual width and in the simplified script.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ if c.is_ascii() => c,
        _ => {
            let mut pairs = SCRIPTS.chars();
            while let (Some(traditional), Some(simplified)) = (pairs.next(), pairs.next()) {
                if traditional == c {
                    return simplified;
                }
            }
            c
        }
    }
}

/// A full name in its two parts, if a name looks like one: a surname, and one or two characters.
pub(super) fn full_name(folded: &str) -> Option<(&str, &str)> {
    let parts = |at: usize| folded.split_at_checked(at).filter(|(_, given)| matches!(given.chars().count(), 1 | 2));
    let is_name = |&(_, given): &(&str, &str)| given.chars().all(is_han) && !TITLES.contains(&given);
    if let Some(surname) = LONG_SURNAMES.iter().find(|surname| folded.starts_with(*surname)) {
        return parts(surname.len()).filter(is_name);
    }
    let first = folded.chars().next().filter(|&c| is_surname(c))?;
    parts(first.len_utf8()).filter(is_name)
}

/// Whether a character is a surname.
pub(super) fn is_surname(c: char) -> bool {
    SURNAMES.contains(c)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_scripts_is_of_pairs() {
        assert_eq!(SCRIPTS.chars().count() % 2, 0);
        assert_eq!(folded("張鳳蓮"), "张凤莲");
        assert_eq!(folded("趙麗華"), "赵丽华");
        // Both halves of every pair come out the same, and what is simplified already stays.
        let all: Vec<char> = SCRIPTS.chars().collect();
        for pair in all.chunks(2) {
            assert_eq!(plain(pair[1]), pair[1], "{pair:?}");
        }
    }

    #[test]
    fn widths_signs_and_pictures_do_not_count() {
        assert_eq!(folded("🌸宝珍🌸"), "宝珍");
        assert_eq!(folded("Ａ段 Ｂ１"), "a段b1");
        assert_eq!(folded("小孙  (7号院)"), "小孙7号院");
    }

    #[test]
    fn full_names_have_a_surname() {
        assert_eq!(full_name("张桂芬"), Some(("张", "桂芬")));
        assert_eq!(full_name("欧阳娜"), Some(("欧阳", "娜")));
        assert_eq!(full_name("韩冰"), Some(("韩", "冰")));
        for name in ["张", "张姐", "张阿姨", "宝珍", "平安是福", "阿强强强强", "abc", ""] {
            assert_eq!(full_name(name), None, "{name}");
        }
    }
}
