//! The inbox (待办): what waits for a person, in which group, and why.
//!
//! A task stands in one group at most. The store asks for a group in the words of its indexes; a test holds the two
//! together.

use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::HashSet;

use super::day::later;
use super::event::Event;
use super::id::EventId;
use super::light::{Light, days_past};
use super::own_way::OwnWay;
use super::person::Role;
use super::status::{Status, Verb};

/// A task that nobody has signed for is chased once this many days have passed since it was given.
pub const UNSIGNED_DAYS: u64 = 5;

/// A department owes a report once this many days have passed since the last one.
pub const SILENT_DAYS: u64 = 30;

/// What was said of a task that nobody has answered yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// 退还: the department says that the task is not its own.
    Declined,
    /// 退回: the coordinator does not agree that it is done.
    SentBack,
    /// 催办.
    Urged,
}

impl Mark {
    const ALL: [Self; 3] = [Self::Declined, Self::SentBack, Self::Urged];

    /// The word in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::SentBack => "sent_back",
            Self::Urged => "urged",
        }
    }

    /// The mark that a stored code names.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The mark after an act: some make one, some answer it, and the others leave it as it is.
    fn after(before: Option<Self>, verb: Verb) -> Option<Self> {
        match verb {
            Verb::Decline => Some(Self::Declined),
            Verb::SendBack => Some(Self::SentBack),
            Verb::Urge => Some(Self::Urged),
            Verb::Create
            | Verb::Assign
            | Verb::Report
            | Verb::Submit
            | Verb::Close
            | Verb::Cancel
            | Verb::Reopen => None,
            _ => before,
        }
    }
}

/// What the record says of a task that its state does not: since when it waits, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The civil day on which it came to its status and its lead.
    pub since: NaiveDate,
    /// What nobody has answered yet.
    pub mark: Option<Mark>,
    /// The last civil day on which a report came.
    pub reported_on: Option<NaiveDate>,
}

impl Standing {
    /// A task that comes in on a day.
    pub fn begin(day: NaiveDate) -> Self {
        Self {
            since: day,
            mark: None,
            reported_on: None,
        }
    }

    /// How it stands after one more event.
    #[must_use]
    pub fn after(self, event: &Event) -> Self {
        let is_moved = event.verb == Verb::Assign
            || event.before.as_ref().is_none_or(|before| {
                before.status != event.after.status || before.lead != event.after.lead
            });
        // What a supporting department says of its part is no answer of the lead.
        let is_part = event.report.as_ref().is_some_and(|it| it.by.is_some());
        let is_report = matches!(event.verb, Verb::Report | Verb::Submit) && !is_part;
        Self {
            since: if is_moved { event.day } else { self.since },
            mark: if is_part {
                self.mark
            } else {
                Mark::after(self.mark, event.verb)
            },
            reported_on: if is_report {
                self.reported_on.max(Some(event.day))
            } else {
                self.reported_on
            },
        }
    }

    /// How a task stands after all its events, in the order of their numbers; what was taken back counts for nothing.
    ///
    /// `None` without any event.
    pub fn of(events: &[Event]) -> Option<Self> {
        let mut undone: HashSet<EventId> = HashSet::new();
        let mut kept: Vec<&Event> = Vec::new();
        for event in events.iter().rev() {
            if event.links.step.is_some_and(|step| undone.contains(&step)) {
                continue;
            }
            match event.links.undoes {
                Some(step) => drop(undone.insert(step)),
                None => kept.push(event),
            }
        }
        let first = events.first()?;
        let begun = Self::begin(first.day);
        Some(kept.into_iter().rev().fold(begun, Self::after))
    }
}

/// A heading of the inbox; for coordinators, then for liaisons, each in the order of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "待办")]
pub enum Group {
    /// 待审核.
    Review,
    /// 延期待批.
    Asked,
    /// 退还的: drafts that a department gave back.
    Declined,
    /// 未签收: given, and not signed for in time.
    Unsigned,
    /// 草稿 that wait to be given out.
    Draft,
    /// 待签收.
    ToSign,
    /// 被退回.
    SentBack,
    /// 催办未复.
    Urged,
    /// 逾期.
    Overdue,
    /// 30天内到期.
    DueSoon,
}

/// What decides on the group of a task.
#[derive(Clone, Copy, Debug)]
pub struct Matter {
    /// Where it stands.
    pub status: Status,
    /// Whether an extension waits.
    pub is_asked: bool,
    /// The last day in force.
    pub last_day: Option<NaiveDate>,
    /// What the record says.
    pub standing: Standing,
}

impl Group {
    /// The groups of a role, in the order of the screen; none for who changes nothing.
    pub fn of_role(role: Role) -> &'static [Self] {
        match role {
            Role::Coordinator | Role::Administrator => &[
                Self::Review,
                Self::Asked,
                Self::Declined,
                Self::Unsigned,
                Self::Draft,
            ],
            Role::Liaison => &[
                Self::ToSign,
                Self::SentBack,
                Self::Urged,
                Self::Overdue,
                Self::DueSoon,
            ],
            Role::Viewer => &[],
        }
    }

    /// The group of a task for a role: the first that fits. A liaison is only asked about tasks that the own department
    /// leads.
    pub fn of(role: Role, matter: &Matter, today: NaiveDate) -> Option<Self> {
        Self::of_role(role)
            .iter()
            .copied()
            .find(|group| group.holds(matter, today))
    }

    fn holds(self, matter: &Matter, today: NaiveDate) -> bool {
        let Matter {
            status, standing, ..
        } = *matter;
        let is_unmarked = status == Status::InProgress && standing.mark.is_none();
        let light = Light::of(status, matter.last_day, today);
        match self {
            Self::Review => status == Status::Submitted,
            Self::Asked => matter.is_asked && status != Status::Submitted,
            Self::Declined => status == Status::Draft && standing.mark == Some(Mark::Declined),
            Self::Unsigned => {
                status == Status::Assigned
                    && !matter.is_asked
                    && later(standing.since, UNSIGNED_DAYS) < today
            }
            Self::Draft => status == Status::Draft && standing.mark != Some(Mark::Declined),
            Self::ToSign => status == Status::Assigned,
            Self::SentBack => status == Status::InProgress && standing.mark == Some(Mark::SentBack),
            Self::Urged => status == Status::InProgress && standing.mark == Some(Mark::Urged),
            Self::Overdue => is_unmarked && light == Light::Overdue,
            Self::DueSoon => is_unmarked && light == Light::DueSoon,
        }
    }

    /// The heading.
    pub fn label(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Review => "待审核",
            Self::Asked => "延期待批",
            Self::Declined => "退还的",
            Self::Unsigned => "超过5天未签收",
            Self::Draft => "待交办的草稿",
            Self::ToSign => "待签收",
            Self::SentBack => "被退回",
            Self::Urged => "催办未复",
            Self::Overdue => "逾期",
            Self::DueSoon => return format!("{}天内到期", OwnWay::now().soon_days).into(),
        })
    }

    /// Whether it counts on the tab: drafts may be hundreds, and nobody waits for them.
    pub fn is_counted(self) -> bool {
        self != Self::Draft
    }

    /// The act whose words tell why a task stands in it.
    pub fn reason(self) -> Option<Verb> {
        match self {
            Self::Review => Some(Verb::Submit),
            Self::Asked => Some(Verb::AskExtension),
            Self::Declined => Some(Verb::Decline),
            Self::SentBack => Some(Verb::SendBack),
            Self::Urged | Self::Unsigned | Self::ToSign => Some(Verb::Urge),
            Self::Draft | Self::Overdue | Self::DueSoon => None,
        }
    }

    /// Why a task stands in it, for one cell: who asked what, or how long it has waited.
    pub fn told(self, event: Option<&Event>, since: NaiveDate, today: NaiveDate) -> String {
        let days = days_past(since, today).max(0);
        let said = event.map_or_else(String::new, |event| {
            let text = event.said();
            let mark = if text.is_empty() { "" } else { "：" };
            format!("{}{mark}{text}", event.actor)
        });
        let waited = match days {
            0 => "今天".to_owned(),
            days => format!("等{days}天"),
        };
        match self {
            Self::Review => format!("{waited} {said}").trim_end().to_owned(),
            Self::Unsigned | Self::ToSign => {
                let given = match days {
                    0 => "今天交办".to_owned(),
                    days => format!("交办{days}天"),
                };
                match event.filter(|it| it.day >= since) {
                    Some(urge) => format!("{given}，{} 催办", urge.day),
                    None => given,
                }
            }
            Self::Urged => event.map_or(said.clone(), |it| format!("{} {said}", it.day)),
            Self::Asked | Self::Declined | Self::SentBack => said,
            Self::Draft | Self::Overdue | Self::DueSoon => String::new(),
        }
    }
}

/// Whether a department that leads tasks in progress has sent no report for too long (零反馈).
pub fn is_silent(reported_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    reported_on.is_none_or(|day| later(day, SILENT_DAYS) < today)
}

/// Whether what others did since a person's last visit is worth a page: a liaison hears of everything done to tasks of the
/// own department, a coordinator of what asks for an answer, a viewer of what came to its end.
pub fn is_news(role: Role, verb: Verb) -> bool {
    match role {
        Role::Liaison => true,
        Role::Coordinator | Role::Administrator => {
            matches!(verb, Verb::Submit | Verb::AskExtension | Verb::Decline)
        }
        Role::Viewer => matches!(verb, Verb::Close | Verb::Cancel | Verb::Reopen),
    }
}

#[cfg(test)]
mod tests;
