/// How often a signal speaks of subjects in which nothing is planted, on [simulated](crate::simulate) streets: measured on
/// some and checked on others, which the page on false alarms shows. What is told there is not always wrong: some of it is so,
/// though nobody planted it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FalseAlarms {
    /// Of something that happens.
    Months {
        /// New findings in 100 months of a subject of which the signal could speak.
        new: f64,
        /// How many percent of them are so by what people did; none where that cannot be asked, or nothing was told.
        so: Option<u32>,
    },
    /// Of something that lasts.
    Subjects {
        /// Of 100 subjects those of which it told at some time in two years.
        called: f64,
        /// As for months.
        so: Option<u32>,
    },
    /// On these streets nobody can be asked.
    Unasked {
        /// Why.
        why: &'static str,
        /// 为什么.
        why_zh: &'static str,
    },
}

impl FalseAlarms {
    /// In words.
    pub fn words(self) -> String {
        let so = |so: Option<u32>| so.map(|so| format!(", {so} % of which are so")).unwrap_or_default();
        match self {
            Self::Months { new: 0.0, .. } | Self::Subjects { called: 0.0, .. } => {
                "none seen on the simulated streets where nothing is planted and rates were set; the page has how many that could have hidden".to_owned()
            }
            Self::Months { new, so: share } => {
                format!(
                    "on simulated streets where nothing is planted, {new} new findings in 100 months of a subject{}",
                    so(share)
                )
            }
            Self::Subjects { called, so: share } => {
                format!(
                    "on simulated streets where nothing is planted, told of {called} subjects in 100 within two years{}",
                    so(share)
                )
            }
            Self::Unasked { why, .. } => format!("not measured: {why}"),
        }
    }

    /// 用话说.
    pub fn words_zh(self) -> String {
        let so = |so: Option<u32>| so.map(|so| format!("，其中{so}%确实如此")).unwrap_or_default();
        match self {
            Self::Months { new: 0.0, .. } | Self::Subjects { called: 0.0, .. } => {
                "定比例用的那些没有埋事情的模拟街道上，一次也没报（最多可能有多少，见文档）".to_owned()
            }
            Self::Months { new, so: share } => {
                format!("没有埋事情的模拟街道上，每看100个月新报{new}次{}", so(share))
            }
            Self::Subjects { called, so: share } => {
                format!("没有埋事情的模拟街道上，两年里每100个有{called}个被报过{}", so(share))
            }
            Self::Unasked { why_zh, .. } => format!("没有量过：{why_zh}"),
        }
    }
}
