//! Extensions (延期): a request to move a last day, and what became of it. The first deadline is never overwritten.

use chrono::NaiveDate;

use super::id::TaskId;
use super::refusal::Refusal;
use super::task::Task;

/// An extension (延期申请): from which day to which, why, and the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "延期")]
pub struct Extension {
    /// Of which task.
    pub task: TaskId,
    /// The last day that was in force when it was asked.
    pub from: NaiveDate,
    /// The last day asked for.
    pub to: NaiveDate,
    /// Who asked.
    pub asked_by: String,
    /// On which day.
    pub asked_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Document number and date, where the asker names one.
    pub basis: String,
    /// What became of it; `None` while it waits.
    pub verdict: Option<Verdict>,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Granted, refused, or overtaken by the task's end.
    pub outcome: Outcome,
    /// Who decided; for one that lapsed, who ended the task.
    pub by: String,
    /// On which day.
    pub on: NaiveDate,
    /// The last day that was granted, which may be another than the one asked for; `None` where none was.
    pub to: Option<NaiveDate>,
    /// What the decider wrote: a document number, or why not.
    pub opinion: String,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 准予.
    Granted,
    /// 不予.
    Refused,
    /// 失效: the task was closed, cancelled or given back while it waited.
    Lapsed,
}

impl Outcome {
    const ALL: [Self; 3] = [Self::Granted, Self::Refused, Self::Lapsed];

    /// The word in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Lapsed => "lapsed",
        }
    }

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Granted => "准予",
            Self::Refused => "不予",
            Self::Lapsed => "失效",
        }
    }

    /// The outcome that a stored code names.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

impl Extension {
    /// Asked after the last day had passed (逾期后申请): allowed, but marked; the red days stay in the statistics.
    pub fn is_late(&self) -> bool {
        self.asked_on > self.from
    }

    /// One line for a person, without the people: 2020-12-20 申请由 2020-12-31 延至 2021-06-30：设备未到货。
    pub fn told(&self) -> String {
        let late = if self.is_late() {
            "（逾期后申请）"
        } else {
            ""
        };
        let basis = match self.basis.as_str() {
            "" => String::new(),
            basis => format!("（依据：{basis}）"),
        };
        let verdict = self.verdict.as_ref().map_or_else(
            || "；待批".to_owned(),
            |it| {
                let mark = if it.opinion.is_empty() { "" } else { "：" };
                let (on, label, opinion) = (it.on, it.outcome.label(), &it.opinion);
                let to = it.to.filter(|to| *to != self.to);
                let to = to.map_or_else(String::new, |to| format!("延至 {to}"));
                format!("；{on} {label}{to}{mark}{opinion}")
            },
        );
        format!(
            "{} 申请由 {} 延至 {}{late}：{}{basis}{verdict}",
            self.asked_on,
            self.from,
            self.to,
            self.reason.trim_end_matches('。')
        )
    }
}

/// Whether a task's last day may be asked to move to another one, and which day is in force now.
///
/// # Errors
/// The task has no last day, another request waits, or the day is not later than the one in force or is past.
pub fn check_request(task: &Task, to: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    let title = || task.promise.title.clone();
    let Some(from) = task.state.last_day else {
        return Err(Refusal::NoLastDay { title: title() });
    };
    if let Some(day) = task.state.asked {
        return Err(Refusal::AskedAlready {
            title: title(),
            day,
        });
    }
    check_later(from, to)?;
    if to < today {
        return Err(Refusal::DayPast { day: to });
    }
    Ok(from)
}

/// Whether a day moves the one in force.
///
/// # Errors
/// It does not lie behind it.
pub fn check_later(from: NaiveDate, to: NaiveDate) -> Result<(), Refusal> {
    if to > from {
        Ok(())
    } else {
        Err(Refusal::NotLater { from, to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_day;

    fn extension(asked_on: &str) -> Extension {
        Extension {
            task: TaskId(1),
            from: parse_day("2020-12-31").unwrap(),
            to: parse_day("2021-06-30").unwrap(),
            asked_by: "li".to_owned(),
            asked_on: parse_day(asked_on).unwrap(),
            reason: "设备未到货".to_owned(),
            basis: String::new(),
            verdict: None,
        }
    }

    #[test]
    fn a_request_on_the_last_day_is_in_time_and_one_a_day_later_is_marked() {
        assert!(!extension("2020-12-31").is_late());
        assert!(extension("2021-01-01").told().contains("逾期后申请"));
    }

    #[test]
    fn a_decided_request_tells_the_decision() {
        let mut decided = extension("2020-12-20");
        assert!(decided.told().ends_with("；待批"));
        decided.verdict = Some(Verdict {
            outcome: Outcome::Granted,
            by: "wang".to_owned(),
            on: parse_day("2020-12-25").unwrap(),
            to: parse_day("2021-03-31"),
            opinion: "健康办〔2020〕9号".to_owned(),
        });
        assert_eq!(
            decided.told(),
            "2020-12-20 申请由 2020-12-31 延至 2021-06-30：设备未到货；2020-12-25 准予延至 2021-03-31：健康办〔2020〕9号"
        );
    }

    #[test]
    fn only_a_later_day_moves_a_deadline() {
        let day = |text| parse_day(text).unwrap();
        assert!(check_later(day("2020-12-31"), day("2021-01-01")).is_ok());
        assert!(check_later(day("2020-12-31"), day("2020-12-31")).is_err());
    }
}
