//! Why a rule said no: data for the caller, one Chinese sentence for the person, and what to do next.

use chrono::NaiveDate;
use thiserror::Error;

use super::person::Role;
use super::status::{Status, Verb};
use super::workspace::LONGEST_TITLE;

/// Why an act on a task or an indicator is not allowed or not possible.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The role changes nothing.
    #[error("{}只能查看，不能{}。", role.label(), verb.label())]
    ReadOnly {
        /// Who asked.
        role: Role,
        /// For what.
        verb: Verb,
    },
    /// Only a coordinator may.
    #[error("{}由协调员办理。", verb.label())]
    CoordinatorOnly {
        /// For what.
        verb: Verb,
    },
    /// The task is led by another department.
    #[error("任务「{title}」由「{lead}」牵头，不能代为{}。", verb.label())]
    NotYourDepartment {
        /// The task's title.
        title: String,
        /// Who leads it today.
        lead: String,
        /// For what.
        verb: Verb,
    },
    /// The indicator is another department's.
    #[error("指标「{name}」由「{owner}」负责，不能代为{}。", verb.label())]
    NotYourIndicator {
        /// The indicator's name.
        name: String,
        /// Who answers for it today.
        owner: String,
        /// For what.
        verb: Verb,
    },
    /// The indicator is nobody's but the coordinators'.
    #[error("指标「{name}」没有印责任单位，由协调员{}。", verb.label())]
    OwnerlessIndicator {
        /// The indicator's name.
        name: String,
        /// For what.
        verb: Verb,
    },
    /// A later edition no longer prints the indicator.
    #[error("指标「{name}」已在新版中删去，不再登记。")]
    GoneIndicator {
        /// The indicator's name.
        name: String,
    },
    /// The act does not go with the task's status.
    #[error("任务「{title}」现为「{}」，不能{}。", status.label(), verb.label())]
    WrongStatus {
        /// The task's title.
        title: String,
        /// Its status.
        status: Status,
        /// For what.
        verb: Verb,
    },
    /// The act needs words.
    #[error("{}须写明{}。", verb.label(), wanted(*verb))]
    TextNeeded {
        /// For what.
        verb: Verb,
    },
    /// The percent is not between 0 and 100.
    #[error("完成百分比「{percent}」不在 0 到 100 之间。")]
    PercentOutOfRange {
        /// What was given.
        percent: i64,
    },
    /// The act belongs to the breakdown, not to the work on a task.
    #[error("{}只在拆解时办理。", verb.label())]
    NotHere {
        /// Which act.
        verb: Verb,
    },
    /// A task without a lead department can't be assigned.
    #[error("任务「{title}」没有牵头单位，不能交办。")]
    LeadNeeded {
        /// The task's title.
        title: String,
    },
    /// The department neither leads nor supports the task, or is not the person's own.
    #[error("「{department}」不是任务「{title}」的责任单位，或不是您的单位，不能以它的名义反馈。")]
    NoPart {
        /// The task's title.
        title: String,
        /// Today's name of the department.
        department: String,
    },
    /// A revision that changes nothing.
    #[error("没有写任务「{title}」要调整成什么。")]
    NothingRevised {
        /// The task's title.
        title: String,
    },
    /// Only a group has members.
    #[error("任务「{title}」的责任单位里没有可以分解的一类单位。")]
    NoGroup {
        /// The task's title.
        title: String,
    },
    /// A task without a last day has none to move.
    #[error("任务「{title}」没有期限，不需要延期。")]
    NoLastDay {
        /// The task's title.
        title: String,
    },
    /// One request waits already.
    #[error("任务「{title}」已申请延至 {day}，还没有批。")]
    AskedAlready {
        /// The task's title.
        title: String,
        /// The day asked for.
        day: NaiveDate,
    },
    /// Nothing waits for a decision.
    #[error("任务「{title}」没有待批的延期申请。")]
    NothingAsked {
        /// The task's title.
        title: String,
    },
    /// Who asks never grants.
    #[error("延期是您本人申请的，不能由本人审批。")]
    OwnRequest,
    /// An extension moves a last day on.
    #[error("新期限 {to} 不晚于现在的期限 {from}。")]
    NotLater {
        /// The day in force.
        from: NaiveDate,
        /// The day named.
        to: NaiveDate,
    },
    /// Nobody finishes in the past.
    #[error("新期限 {day} 已经过去。")]
    DayPast {
        /// The day named.
        day: NaiveDate,
    },
    /// A task that came without its words can't be parted by them.
    #[error("任务「{title}」没有原文，不能拆开。")]
    NoWords {
        /// The task's title.
        title: String,
    },
    /// One half of the task would have no words.
    #[error("光标在任务「{title}」的一端，拆开后有一边没有文字。")]
    EmptyHalf {
        /// The task's title.
        title: String,
    },
    /// The last task of a measure has none behind it.
    #[error("后面没有任务可以合并。")]
    NothingBehind,
    /// Words that are heading, owners or a task's already.
    #[error("这里的文字是标题、责任单位，或已经属于一项任务。")]
    WordsTaken,
    /// A task needs a title.
    #[error("任务的名称不能空着。")]
    TitleNeeded,
    /// A title must fit into a list.
    #[error("任务的名称有 {count} 个字，最多 {LONGEST_TITLE} 个字。")]
    TitleTooLong {
        /// How many characters it has.
        count: usize,
    },
    /// A measure that has tasks is not one without need of any.
    #[error("本条还有 {count} 项任务，不能整条标为不需拆。")]
    TasksLeft {
        /// How many.
        count: usize,
    },
    /// People are managed by administrators, or by coordinators while there is none.
    #[error("{}不能管理人员，本文件的人员由{}管理。", role.label(), managers(names))]
    PeopleOfAdministrators {
        /// Who asked.
        role: Role,
        /// The administrators who act, by name; empty where there is none.
        names: String,
    },
    /// Somebody has to answer for a department.
    #[error("联络员必须属于一个部门。")]
    DepartmentNeeded,
    /// Nobody takes the own rights away.
    #[error("不能把自己改为{}。", role.label())]
    OwnRole {
        /// What was asked for.
        role: Role,
    },
    /// Nobody locks themselves out.
    #[error("不能停用自己。")]
    OwnRetirement,
    /// Somebody must be left who manages people.
    #[error("「{name}」是最后一名管理员，不能停用，也不能改任其他角色。")]
    LastAdministrator {
        /// Who.
        name: String,
    },
}

impl Refusal {
    /// What to do next, one sentence.
    pub fn hint(&self) -> String {
        match self {
            Self::ReadOnly { .. } => "如需办理，请联系健康办协调员。".to_owned(),
            Self::CoordinatorOnly { .. } | Self::OwnerlessIndicator { .. } => {
                "请联系健康办协调员。".to_owned()
            }
            Self::GoneIndicator { .. } => "以前登记的数据都还在。".to_owned(),
            Self::NotYourIndicator { .. } => "只能登记和撤销本单位负责的指标。".to_owned(),
            Self::NotYourDepartment { .. } => {
                "只能办理本单位牵头的任务；配合的任务可以反馈进展。".to_owned()
            }
            Self::WrongStatus { status, .. } => next_step(*status).to_owned(),
            Self::TextNeeded { .. } => "请写明后再提交（命令行用 --text）。".to_owned(),
            Self::PercentOutOfRange { .. } => "请填 0 到 100 的整数。".to_owned(),
            Self::LeadNeeded { .. } => "请指定牵头单位（命令行用 --lead）。".to_owned(),
            Self::NoPart { .. } => "请写任务的牵头或配合单位。".to_owned(),
            Self::NothingRevised { .. } => {
                "请写新的名称、目标值或责任单位（命令行用 --title、--target、--lead、--support）。"
                    .to_owned()
            }
            Self::NoGroup { .. } => {
                "一类单位的成员按计划写明：duban department members 单位 --plan 短名 成员…。"
                    .to_owned()
            }
            Self::NoLastDay { .. } => "如需改动任务，请按调整办理。".to_owned(),
            Self::AskedAlready { .. } => "请等协调员审批。".to_owned(),
            Self::NothingAsked { .. } => "请先由责任单位申请延期。".to_owned(),
            Self::OwnRequest => "请由另一位协调员审批。".to_owned(),
            Self::NotLater { .. } | Self::DayPast { .. } => {
                "请写更晚的一天，例如「2021年6月底前」或 2021-06-30。".to_owned()
            }
            Self::NotHere { .. } => "请在「计划」屏打开这条措施的拆解。".to_owned(),
            Self::NoWords { .. } => "可以改写它，或另添一项任务。".to_owned(),
            Self::EmptyHalf { .. } => "请把光标移到任务文字的中间，再拆开。".to_owned(),
            Self::NothingBehind => "合并的是光标所在的任务和它的下一项。".to_owned(),
            Self::WordsTaken => "请把光标移到没有划线的文字上。".to_owned(),
            Self::TitleNeeded => "请写出要做的事，例如「建成健康步道」。".to_owned(),
            Self::TitleTooLong { .. } => "请只写要做的事，数值和时限另有一栏。".to_owned(),
            Self::TasksLeft { .. } => "请先删去这些任务，或逐项标为不需拆。".to_owned(),
            Self::PeopleOfAdministrators { names, .. } if names.is_empty() => {
                "请联系健康办协调员。".to_owned()
            }
            Self::PeopleOfAdministrators { names, .. } => format!("请联系管理员：{names}。"),
            Self::DepartmentNeeded => "请写明部门（命令行用 --department）。".to_owned(),
            Self::OwnRole { .. } | Self::OwnRetirement => {
                "请由另一名管理员或协调员办理。".to_owned()
            }
            Self::LastAdministrator { .. } => "请先另设一名管理员。".to_owned(),
        }
    }
}

/// Who manages people where these are the administrators.
fn managers(administrators: &str) -> &'static str {
    if administrators.is_empty() {
        "协调员"
    } else {
        "管理员"
    }
}

fn wanted(verb: Verb) -> &'static str {
    match verb {
        Verb::Report => "进展情况",
        Verb::Cancel | Verb::Revise => "依据（文号和日期）",
        _ => "理由",
    }
}

fn next_step(status: Status) -> &'static str {
    match status {
        Status::Draft => "草稿须先交办。",
        Status::Assigned => "待签收的任务须先签收。",
        Status::InProgress => "进行中的任务可以反馈，办完后申请办结。",
        Status::Submitted => "待审核的任务由协调员销号或退回。",
        Status::Done | Status::Cancelled => "如需继续办理，请协调员重新打开。",
        Status::Suspended => "暂缓的任务须先恢复。",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_is_one_sentence_and_says_what_to_do() {
        let title = "建成20个健康促进机关".to_owned();
        let cases = [
            (
                Refusal::ReadOnly {
                    role: Role::Viewer,
                    verb: Verb::Report,
                },
                "查阅只能查看，不能反馈。",
            ),
            (
                Refusal::CoordinatorOnly { verb: Verb::Close },
                "销号由协调员办理。",
            ),
            (
                Refusal::NotYourDepartment {
                    title: title.clone(),
                    lead: "市卫健委".to_owned(),
                    verb: Verb::Sign,
                },
                "任务「建成20个健康促进机关」由「市卫健委」牵头，不能代为签收。",
            ),
            (
                Refusal::NotYourIndicator {
                    name: "空气质量优良天数".to_owned(),
                    owner: "市生态环境局".to_owned(),
                    verb: Verb::Read,
                },
                "指标「空气质量优良天数」由「市生态环境局」负责，不能代为登记。",
            ),
            (
                Refusal::OwnerlessIndicator {
                    name: "人均期望寿命".to_owned(),
                    verb: Verb::Undo,
                },
                "指标「人均期望寿命」没有印责任单位，由协调员撤销。",
            ),
            (
                Refusal::WrongStatus {
                    title: title.clone(),
                    status: Status::Assigned,
                    verb: Verb::Report,
                },
                "任务「建成20个健康促进机关」现为「待签收」，不能反馈。",
            ),
            (
                Refusal::TextNeeded {
                    verb: Verb::SendBack,
                },
                "退回须写明理由。",
            ),
            (
                Refusal::TextNeeded { verb: Verb::Cancel },
                "取消须写明依据（文号和日期）。",
            ),
            (
                Refusal::PercentOutOfRange { percent: 120 },
                "完成百分比「120」不在 0 到 100 之间。",
            ),
            (
                Refusal::LeadNeeded {
                    title: title.clone(),
                },
                "任务「建成20个健康促进机关」没有牵头单位，不能交办。",
            ),
            (
                Refusal::NotHere { verb: Verb::Split },
                "拆开只在拆解时办理。",
            ),
            (
                Refusal::NoWords {
                    title: title.clone(),
                },
                "任务「建成20个健康促进机关」没有原文，不能拆开。",
            ),
            (
                Refusal::EmptyHalf { title },
                "光标在任务「建成20个健康促进机关」的一端，拆开后有一边没有文字。",
            ),
            (Refusal::NothingBehind, "后面没有任务可以合并。"),
            (
                Refusal::WordsTaken,
                "这里的文字是标题、责任单位，或已经属于一项任务。",
            ),
            (Refusal::TitleNeeded, "任务的名称不能空着。"),
            (
                Refusal::TitleTooLong { count: 31 },
                "任务的名称有 31 个字，最多 30 个字。",
            ),
            (
                Refusal::TasksLeft { count: 2 },
                "本条还有 2 项任务，不能整条标为不需拆。",
            ),
        ];
        for (refusal, sentence) in cases {
            assert_eq!(refusal.to_string(), sentence);
            assert!(refusal.hint().ends_with('。'), "{refusal:?}");
        }
    }

    #[test]
    fn who_manages_people_is_told_in_sentences() {
        let cases = [
            (Refusal::DepartmentNeeded, "联络员必须属于一个部门。"),
            (
                Refusal::PeopleOfAdministrators {
                    role: Role::Viewer,
                    names: String::new(),
                },
                "查阅不能管理人员，本文件的人员由协调员管理。",
            ),
            (
                Refusal::OwnRole {
                    role: Role::Liaison,
                },
                "不能把自己改为联络员。",
            ),
            (Refusal::OwnRetirement, "不能停用自己。"),
        ];
        for (refusal, sentence) in cases {
            assert_eq!(refusal.to_string(), sentence);
            assert!(refusal.hint().ends_with('。'), "{refusal:?}");
        }
    }
}
