//! The life of a task: its states, the acts on it, and which act leads from where to where.
//!
//! ```text
//! 草稿 ─交办→ 待签收 ─签收→ 进行中 ─申请办结→ 待审核 ─销号→ 已办结
//!              └退还→ 草稿      ↑──────退回──────┘
//! any open state ─暂缓→ 暂缓 ─恢复→ back;  any open state ─取消→ 已取消;  已办结, 已取消 ─重新打开→ open
//! ```

use serde::{Deserialize, Serialize};

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[doc(alias = "状态")]
pub enum Status {
    /// 草稿: found in the document, not yet given to anyone; liaisons do not see it.
    Draft,
    /// 待签收: given to its lead department.
    Assigned,
    /// 进行中: signed for.
    InProgress,
    /// 待审核: the department says that it is done.
    Submitted,
    /// 已办结.
    Done,
    /// 暂缓.
    Suspended,
    /// 已取消.
    Cancelled,
}

impl Status {
    /// Every status in the order of a task's life.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Assigned,
        Self::InProgress,
        Self::Submitted,
        Self::Done,
        Self::Suspended,
        Self::Cancelled,
    ];

    /// The word in the store and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Assigned => "assigned",
            Self::InProgress => "in_progress",
            Self::Submitted => "submitted",
            Self::Done => "done",
            Self::Suspended => "suspended",
            Self::Cancelled => "cancelled",
        }
    }

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Assigned => "待签收",
            Self::InProgress => "进行中",
            Self::Submitted => "待审核",
            Self::Done => "已办结",
            Self::Suspended => "暂缓",
            Self::Cancelled => "已取消",
        }
    }

    /// The status that a code or a label names.
    pub fn find(word: &str) -> Option<Self> {
        let word = word.replace('-', "_");
        Self::ALL
            .into_iter()
            .find(|status| status.code() == word || status.label() == word)
    }

    /// Somebody still owes the promise: assigned, in progress or submitted.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Assigned | Self::InProgress | Self::Submitted)
    }

    /// Given to somebody and not cancelled.
    pub fn is_in_force(self) -> bool {
        !matches!(self, Self::Draft | Self::Cancelled)
    }
}

/// An act on a task (交办, 签收, …): one word for the function, the event, the key and the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// 拆解: the task comes in with its plan.
    Create,
    /// 交办: a coordinator gives it to a lead department.
    Assign,
    /// 签收: the department takes it on.
    Sign,
    /// 退还: not ours, with a reason.
    Decline,
    /// 反馈: progress in words and percent.
    Report,
    /// 申请办结: the department says that it is done.
    Submit,
    /// 销号: the coordinator agrees.
    Close,
    /// 退回: the coordinator does not agree, with a reason.
    SendBack,
    /// 催办: a recorded reminder.
    Urge,
    /// 暂缓, with a reason.
    Suspend,
    /// 恢复.
    Resume,
    /// 取消: needs a basis.
    Cancel,
    /// 重新打开, with a reason.
    Reopen,
    /// 改写: a draft's words, owners or deadline are put right.
    Edit,
    /// 拆开: a draft gives part of its words to a new one.
    Split,
    /// 合并: a draft takes the words of the next one.
    Merge,
    /// 删去: a draft goes.
    Drop,
    /// 不需拆: words of a paragraph, or all of it, need no task; done to a measure, never to a task.
    Mark,
    /// 调整: its words, target or owners are changed by an approval or a new edition, with its basis.
    Revise,
    /// 撤销: a step is taken back.
    Undo,
    /// 重做: what was taken back is done again.
    Redo,
    /// 分解: what a group leads or supports becomes its members'.
    Expand,
    /// 申请延期: the lead asks for a later last day, with a reason.
    AskExtension,
    /// 准予延期.
    Grant,
    /// 不予延期, with a reason.
    Refuse,
    /// 登记: a reading of an indicator is noted; done to an indicator, never to a task.
    Read,
}

impl Verb {
    /// The acts on a task that was given to a department, and those that give it and take it back.
    pub const WORK: [Self; 17] = [
        Self::Assign,
        Self::Sign,
        Self::Decline,
        Self::Report,
        Self::Submit,
        Self::Close,
        Self::SendBack,
        Self::Urge,
        Self::Suspend,
        Self::Resume,
        Self::Cancel,
        Self::Reopen,
        Self::Expand,
        Self::AskExtension,
        Self::Grant,
        Self::Refuse,
        Self::Revise,
    ];

    /// Every act; [`Verb::Create`] first, which only an import does.
    pub const ALL: [Self; 26] = [
        Self::Create,
        Self::Assign,
        Self::Sign,
        Self::Decline,
        Self::Report,
        Self::Submit,
        Self::Close,
        Self::SendBack,
        Self::Urge,
        Self::Suspend,
        Self::Resume,
        Self::Cancel,
        Self::Reopen,
        Self::Edit,
        Self::Split,
        Self::Merge,
        Self::Drop,
        Self::Mark,
        Self::Revise,
        Self::Undo,
        Self::Redo,
        Self::Read,
        Self::Expand,
        Self::AskExtension,
        Self::Grant,
        Self::Refuse,
    ];

    /// The word in the store and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Assign => "assign",
            Self::Sign => "sign",
            Self::Decline => "decline",
            Self::Report => "report",
            Self::Submit => "submit",
            Self::Close => "close",
            Self::SendBack => "send_back",
            Self::Urge => "urge",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Cancel => "cancel",
            Self::Reopen => "reopen",
            Self::Edit => "edit",
            Self::Split => "split",
            Self::Merge => "merge",
            Self::Drop => "drop",
            Self::Mark => "mark",
            Self::Revise => "revise",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Read => "read",
            Self::Expand => "expand",
            Self::AskExtension => "ask_extension",
            Self::Grant => "grant",
            Self::Refuse => "refuse",
        }
    }

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Create => "录入",
            Self::Assign => "交办",
            Self::Sign => "签收",
            Self::Decline => "退还",
            Self::Report => "反馈",
            Self::Submit => "申请办结",
            Self::Close => "销号",
            Self::SendBack => "退回",
            Self::Urge => "催办",
            Self::Suspend => "暂缓",
            Self::Resume => "恢复",
            Self::Cancel => "取消",
            Self::Reopen => "重新打开",
            Self::Edit => "改写",
            Self::Split => "拆开",
            Self::Merge => "合并",
            Self::Drop => "删去",
            Self::Mark => "标为不需拆",
            Self::Revise => "调整",
            Self::Undo => "撤销",
            Self::Redo => "重做",
            Self::Read => "登记",
            Self::Expand => "分解",
            Self::AskExtension => "申请延期",
            Self::Grant => "准予延期",
            Self::Refuse => "不予延期",
        }
    }

    /// The act that a stored code names.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.code() == code)
    }

    /// The act is refused without words: a reason, a basis, or what was done.
    pub fn needs_text(self) -> bool {
        matches!(
            self,
            Self::Decline
                | Self::Report
                | Self::SendBack
                | Self::Suspend
                | Self::Cancel
                | Self::Reopen
                | Self::Mark
                | Self::Revise
                | Self::AskExtension
                | Self::Refuse
        )
    }
}

/// Where an act leads from a status; `None` where the act is not possible there.
///
/// `back` is the status before a suspension or cancellation, to which [`Verb::Resume`] and [`Verb::Reopen`] return.
pub fn after(status: Status, verb: Verb, back: Option<Status>) -> Option<Status> {
    use Status::{Assigned, Cancelled, Done, Draft, InProgress, Submitted, Suspended};
    match (verb, status) {
        (Verb::Assign, Draft | Assigned) => Some(Assigned),
        (Verb::Sign, Assigned) | (Verb::Report, InProgress) => Some(InProgress),
        (Verb::Decline, Assigned) => Some(Draft),
        (Verb::Submit, InProgress) => Some(Submitted),
        (Verb::Close, Submitted) => Some(Done),
        (Verb::SendBack, Submitted) | (Verb::Reopen, Done) => Some(InProgress),
        (Verb::Urge, open) if open.is_open() => Some(open),
        (Verb::Suspend, open) if open.is_open() => Some(Suspended),
        (Verb::Cancel, Suspended) => Some(Cancelled),
        (Verb::Cancel, open) if open.is_open() => Some(Cancelled),
        (Verb::Edit | Verb::Split | Verb::Merge | Verb::Drop, Draft) => Some(Draft),
        (Verb::Expand, Draft | Assigned) => Some(status),
        (Verb::AskExtension, open) if open.is_open() => Some(open),
        (Verb::Grant | Verb::Refuse, Suspended) => Some(Suspended),
        (Verb::Grant | Verb::Refuse, open) if open.is_open() => Some(open),
        (Verb::Revise, Draft | Suspended) => Some(status),
        (Verb::Revise, open) if open.is_open() => Some(open),
        (Verb::Resume, Suspended) | (Verb::Reopen, Cancelled) => Some(back.unwrap_or(Assigned)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One row an act: from 草稿 待签收 进行中 待审核 已办结 暂缓 已取消 to the first character of the new status, or `-`.
    const TABLE: [(Verb, &str); 26] = [
        (Verb::Create, "-------"),
        (Verb::Assign, "待待-----"),
        (Verb::Sign, "-进-----"),
        (Verb::Decline, "-草-----"),
        (Verb::Report, "--进----"),
        (Verb::Submit, "--审----"),
        (Verb::Close, "---办---"),
        (Verb::SendBack, "---进---"),
        (Verb::Urge, "-待进审---"),
        (Verb::Suspend, "-暂暂暂---"),
        (Verb::Resume, "-----进-"),
        (Verb::Cancel, "-消消消-消-"),
        (Verb::Reopen, "----进-进"),
        (Verb::Edit, "草------"),
        (Verb::Split, "草------"),
        (Verb::Merge, "草------"),
        (Verb::Drop, "草------"),
        (Verb::Mark, "-------"),
        (Verb::Revise, "草待进审-暂-"),
        (Verb::Undo, "-------"),
        (Verb::Redo, "-------"),
        (Verb::Read, "-------"),
        (Verb::Expand, "草待-----"),
        (Verb::AskExtension, "-待进审---"),
        (Verb::Grant, "-待进审-暂-"),
        (Verb::Refuse, "-待进审-暂-"),
    ];

    fn short(status: Option<Status>) -> char {
        match status {
            None => '-',
            Some(Status::Draft) => '草',
            Some(Status::Assigned) => '待',
            Some(Status::InProgress) => '进',
            Some(Status::Submitted) => '审',
            Some(Status::Done) => '办',
            Some(Status::Suspended) => '暂',
            Some(Status::Cancelled) => '消',
        }
    }

    #[test]
    fn every_act_leads_where_the_life_of_a_task_says() {
        for (verb, row) in TABLE {
            let found: String = Status::ALL
                .into_iter()
                .map(|status| short(after(status, verb, Some(Status::InProgress))))
                .collect();
            assert_eq!(found, row, "{}", verb.label());
        }
    }

    #[test]
    fn words_are_found_again() {
        for status in Status::ALL {
            assert_eq!(Status::find(status.code()), Some(status));
            assert_eq!(Status::find(status.label()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.code());
        }
        for verb in Verb::ALL {
            assert_eq!(Verb::find(verb.code()), Some(verb));
            assert_eq!(serde_json::to_value(verb).unwrap(), verb.code());
        }
        assert_eq!(Status::find("in-progress"), Some(Status::InProgress));
        assert_eq!(Status::find("别的"), None);
    }
}
