//! Recurrence (周期性任务): a duty that comes back every period inside the plan's.

use serde::{Deserialize, Serialize};

/// How often a recurring duty (周期性任务) comes back.
///
/// The serialised words are those of the JSON contract (`yearly`, `every-2-years`, …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[doc(alias = "周期性任务")]
pub enum Recurrence {
    /// 每年, 每年度, 年度.
    Yearly,
    /// 每半年, 春秋两季: twice a year.
    HalfYearly,
    /// 每季度.
    Quarterly,
    /// 每月.
    Monthly,
    /// 每周.
    Weekly,
    /// 每天, 每日.
    Daily,
    /// 每学期.
    PerSemester,
    /// 每两年.
    #[serde(rename = "every-2-years")]
    EveryTwoYears,
    /// 定期: recurring, but the document prints no period; the coordinator sets it.
    Regular,
}

impl Recurrence {
    /// Every recurrence with its contract word and the word a user reads.
    pub const ALL: [(Self, &'static str, &'static str); 9] = [
        (Self::Yearly, "yearly", "每年"),
        (Self::HalfYearly, "half-yearly", "每半年"),
        (Self::Quarterly, "quarterly", "每季度"),
        (Self::Monthly, "monthly", "每月"),
        (Self::Weekly, "weekly", "每周"),
        (Self::Daily, "daily", "每天"),
        (Self::PerSemester, "per-semester", "每学期"),
        (Self::EveryTwoYears, "every-2-years", "每两年"),
        (Self::Regular, "regular", "定期"),
    ];

    /// The word of the JSON contract, also what the store keeps.
    pub fn code(self) -> &'static str {
        Self::row(self).1
    }

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        Self::row(self).2
    }

    /// The recurrence that a contract word names, if any.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|row| row.1 == code).map(|row| row.0)
    }

    fn row(self) -> (Self, &'static str, &'static str) {
        // `ALL` lists every variant (a test holds it to that), so the fallback is never taken.
        Self::ALL
            .into_iter()
            .find(|row| row.0 == self)
            .unwrap_or(Self::ALL[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recurrence_is_listed_under_its_contract_word() {
        for (recurrence, code, label) in Recurrence::ALL {
            assert_eq!(serde_json::to_value(recurrence).unwrap(), code);
            assert_eq!(Recurrence::find(code), Some(recurrence));
            assert_eq!((recurrence.code(), recurrence.label()), (code, label));
        }
    }
}
