//! What may be asked from afar: one table. What does not stand in it is refused.

use crate::domain::person::Role;

/// One command that may be asked.
#[derive(Debug)]
pub struct Entry {
    /// Its words; the second is empty where there is only one.
    pub words: [&'static str; 2],
    /// What stands behind them without a flag.
    pub given: Given,
    /// Its flags.
    pub flags: &'static [(&'static str, Takes)],
    /// Who may ask it.
    pub who: Who,
    /// What it does, for `help`.
    pub about: &'static str,
}

/// What stands behind the words of a command without a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    Nothing,
    /// One number.
    Number,
    /// One number or several.
    Numbers,
    /// One name.
    Name,
    /// One name or none.
    PerhapsName,
    /// One number or none.
    PerhapsNumber,
    /// A dash: the document comes through standard input.
    Input,
}

/// What a flag takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// One word, called so in `help`.
    Word(&'static str),
    /// What people write in their own words. Nothing but flags may stand behind it: were its quotes lost on the way, its
    /// other words would be taken for numbers of tasks.
    Text(&'static str),
}

/// Who may ask a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Everybody,
    /// Whoever acts: not a viewer.
    Acting,
    /// Coordinators and administrators.
    Coordinating,
}

impl Entry {
    /// Its words as typed.
    pub fn name(&self) -> String {
        self.words.join(" ").trim_end().to_owned()
    }
}

impl Who {
    /// Whether a role is among them.
    pub fn includes(self, role: Role) -> bool {
        match self {
            Self::Everybody => true,
            Self::Acting => role != Role::Viewer,
            Self::Coordinating => role.coordinates(),
        }
    }
}

use Given::{Input, Name, Nothing, Number, Numbers, PerhapsName, PerhapsNumber};
use Takes::{Text, Word};
use Who::{Acting, Coordinating, Everybody};

const PLAN: (&str, Takes) = ("plan", Word("短名"));
const LISTING: (&str, Takes) = ("format", Word("table|json|csv"));
const SHOWN: (&str, Takes) = ("format", Word("table|json"));
const FORMS: (&str, Takes) = ("format", Word("md|docx|xlsx|html|csv|json"));
const WORDS: (&str, Takes) = ("text", Text("文字"));
const BASIS: (&str, Takes) = ("basis", Text("依据"));
const DUE: (&str, Takes) = ("due", Text("时限"));
const PERCENT: (&str, Takes) = ("percent", Word("数"));

const REPORT: &[(&str, Takes)] = &[
    WORDS,
    PERCENT,
    ("problems", Text("文字")),
    ("next", Text("文字")),
    ("evidence", Text("文号或链接")),
    ("stamped", Word("日期")),
    ("department", Word("部门")),
];

/// Every command that may be asked from afar.
pub const TABLE: &[Entry] = &[
    Entry {
        words: ["task", "list"],
        given: Nothing,
        flags: &[
            PLAN,
            ("department", Word("部门")),
            ("status", Word("状态")),
            ("light", Word("红|黄|绿|蓝|灰")),
            ("overdue", Takes::Nothing),
            ("due-before", Word("日期")),
            ("search", Text("文字")),
            ("limit", Word("数目")),
            LISTING,
        ],
        who: Everybody,
        about: "列出任务",
    },
    Entry {
        words: ["task", "show"],
        given: Number,
        flags: &[LISTING],
        who: Everybody,
        about: "查看一项任务和它的经过",
    },
    Entry {
        words: ["task", "history"],
        given: Number,
        flags: &[],
        who: Everybody,
        about: "查看一项任务的经过",
    },
    act("sign", Acting, "签收"),
    act("decline", Acting, "退还，须写理由"),
    Entry {
        words: ["task", "report"],
        given: Numbers,
        flags: REPORT,
        who: Acting,
        about: "反馈进展和完成百分比",
    },
    Entry {
        words: ["task", "submit"],
        given: Numbers,
        flags: REPORT,
        who: Acting,
        about: "申请办结",
    },
    Entry {
        words: ["task", "ask-extension"],
        given: Numbers,
        flags: &[DUE, WORDS, BASIS],
        who: Acting,
        about: "申请延期，须写延到哪天和理由",
    },
    Entry {
        words: ["task", "assign"],
        given: Numbers,
        flags: &[
            ("lead", Word("部门")),
            ("support", Word("部门")),
            DUE,
            WORDS,
        ],
        who: Coordinating,
        about: "交办给牵头单位",
    },
    act("close", Coordinating, "销号：审核通过，任务办结"),
    act("send-back", Coordinating, "退回：审核不通过，须写理由"),
    act("urge", Coordinating, "催办"),
    act("suspend", Coordinating, "暂缓，须写理由"),
    act("resume", Coordinating, "恢复暂缓的任务"),
    act("cancel", Coordinating, "取消，须写依据"),
    act("reopen", Coordinating, "重新打开，须写理由"),
    act("expand", Coordinating, "分解：一类单位的任务按成员分开"),
    Entry {
        words: ["task", "grant"],
        given: Numbers,
        flags: &[DUE, WORDS, BASIS],
        who: Coordinating,
        about: "准予延期",
    },
    act("refuse", Coordinating, "不予延期，须写理由"),
    Entry {
        words: ["task", "revise"],
        given: Numbers,
        flags: &[
            ("title", Text("名称")),
            ("target", Text("目标值")),
            ("lead", Word("部门")),
            ("support", Word("部门")),
            BASIS,
        ],
        who: Coordinating,
        about: "调整名称、目标值或责任单位，须写依据",
    },
    Entry {
        words: ["task", "undo"],
        given: Nothing,
        flags: &[],
        who: Acting,
        about: "撤销自己办的上一步",
    },
    Entry {
        words: ["task", "redo"],
        given: Nothing,
        flags: &[],
        who: Acting,
        about: "重做刚撤销的一步",
    },
    Entry {
        words: ["task", "recur"],
        given: Nothing,
        flags: &[],
        who: Coordinating,
        about: "生成到期的周期任务",
    },
    Entry {
        words: ["export", "weekly"],
        given: Nothing,
        flags: &[
            ("week", Word("周")),
            ("month", Word("月")),
            ("quarter", Word("季度")),
            ("since", Word("日期")),
            ("until", Word("日期")),
            PLAN,
            ("department", Word("部门")),
            ("format", Word("md|docx|xlsx|html|csv|json")),
            ("title", Text("标题")),
            ("number", Text("期号")),
            ("to", Text("主送单位")),
            ("sign", Text("落款")),
            ("send", Takes::Nothing),
        ],
        who: Everybody,
        about: "周报、月报、季报、通报，输出到标准输出",
    },
    Entry {
        words: ["export", "sent"],
        given: PerhapsNumber,
        flags: &[SHOWN],
        who: Everybody,
        about: "列出发过的文件，或照原样再取一份",
    },
    Entry {
        words: ["export", "checklist"],
        given: Nothing,
        flags: &[PLAN, ("department", Word("部门")), FORMS],
        who: Everybody,
        about: "责任清单，输出到标准输出",
    },
    Entry {
        words: ["export", "scorecard"],
        given: Nothing,
        flags: &[
            ("since", Word("日期")),
            ("until", Word("日期")),
            PLAN,
            ("show-rules", Takes::Nothing),
            FORMS,
        ],
        who: Everybody,
        about: "考核得分和扣分明细，输出到标准输出",
    },
    Entry {
        words: ["export", "tasks"],
        given: Nothing,
        flags: &[
            PLAN,
            ("department", Word("部门")),
            ("status", Word("状态")),
            ("light", Word("红|黄|绿|蓝|灰")),
            ("overdue", Takes::Nothing),
            ("due-before", Word("日期")),
            ("search", Text("文字")),
            ("limit", Word("数目")),
            FORMS,
        ],
        who: Everybody,
        about: "筛选后的任务，输出到标准输出",
    },
    Entry {
        words: ["export", "notice"],
        given: Nothing,
        flags: &[
            ("department", Word("部门")),
            PLAN,
            ("format", Word("txt|json")),
            ("contact", Text("联系人")),
            ("sign", Text("落款")),
        ],
        who: Everybody,
        about: "催办通知，可直接粘贴",
    },
    Entry {
        words: ["export", "workbook"],
        given: Nothing,
        flags: &[PLAN, ("department", Word("部门"))],
        who: Everybody,
        about: "填报表，输出到标准输出：export workbook > 填报表.xlsx",
    },
    Entry {
        words: ["export", "plan"],
        given: Name,
        flags: &[],
        who: Everybody,
        about: "一份计划，输出到标准输出",
    },
    Entry {
        words: ["department", "list"],
        given: Nothing,
        flags: &[SHOWN],
        who: Everybody,
        about: "列出部门",
    },
    Entry {
        words: ["department", "show"],
        given: Name,
        flags: &[],
        who: Everybody,
        about: "查看一个部门",
    },
    Entry {
        words: ["indicator", "list"],
        given: Nothing,
        flags: &[PLAN, LISTING],
        who: Everybody,
        about: "列出指标",
    },
    Entry {
        words: ["indicator", "show"],
        given: Number,
        flags: &[],
        who: Everybody,
        about: "查看一个指标",
    },
    Entry {
        words: ["indicator", "read"],
        given: Number,
        flags: &[
            ("year", Word("年份")),
            ("value", Word("数字")),
            ("source", Text("来源")),
        ],
        who: Acting,
        about: "登记一个指标某年的数据",
    },
    Entry {
        words: ["indicator", "undo"],
        given: Number,
        flags: &[],
        who: Acting,
        about: "撤销自己对一个指标的上一次登记",
    },
    Entry {
        words: ["import", ""],
        given: Input,
        flags: &[
            ("format", Word("格式")),
            ("dry-run", Takes::Nothing),
            ("json", Takes::Nothing),
            PLAN,
        ],
        who: Coordinating,
        about: "从标准输入导入计划文件：import - < 文件",
    },
    Entry {
        words: ["collect", ""],
        given: Input,
        flags: &[("dry-run", Takes::Nothing), SHOWN],
        who: Acting,
        about: "从标准输入收回填好的填报表：collect - < 填报表.xlsx",
    },
    Entry {
        words: ["edition", "list"],
        given: Nothing,
        flags: &[PLAN, SHOWN],
        who: Coordinating,
        about: "列出各计划的新版",
    },
    Entry {
        words: ["edition", "show"],
        given: Number,
        flags: &[SHOWN],
        who: Coordinating,
        about: "查看一个新版改了什么",
    },
    Entry {
        words: ["edition", "take"],
        given: Numbers,
        flags: &[BASIS, WORDS],
        who: Coordinating,
        about: "采用改动，须写依据",
    },
    Entry {
        words: ["edition", "refuse"],
        given: Numbers,
        flags: &[BASIS, WORDS],
        who: Coordinating,
        about: "不采用改动，须写理由",
    },
    Entry {
        words: ["user", "list"],
        given: Nothing,
        flags: &[("all", Takes::Nothing), LISTING],
        who: Coordinating,
        about: "列出人员",
    },
    Entry {
        words: ["key", "list"],
        given: PerhapsName,
        flags: &[SHOWN],
        who: Coordinating,
        about: "列出密钥和指纹",
    },
    Entry {
        words: ["audit", "list"],
        given: Nothing,
        flags: &[
            ("task", Word("编号")),
            ("person", Word("登录名")),
            ("department", Word("部门")),
            ("from", Word("日期")),
            ("to", Word("日期")),
            ("limit", Word("数目")),
            LISTING,
        ],
        who: Everybody,
        about: "列出留痕",
    },
    Entry {
        words: ["audit", "verify"],
        given: Nothing,
        flags: &[],
        who: Coordinating,
        about: "核验留痕",
    },
    Entry {
        words: ["help", ""],
        given: Nothing,
        flags: &[],
        who: Everybody,
        about: "显示这一页",
    },
];

/// An act on tasks with words.
const fn act(verb: &'static str, who: Who, about: &'static str) -> Entry {
    Entry {
        words: ["task", verb],
        given: Numbers,
        flags: &[WORDS, BASIS],
        who,
        about,
    }
}
