//! The words of 督办 as types, and the rules on them: no I/O, no clock, no SQL, no colours, no keys.
//!
//! | code | screen | |
//! | --- | --- | --- |
//! | [`draft::Draft`] | 拆解结果 | a document broken down, before it is stored |
//! | [`task::Task`] | 任务 | one checkable promise of a measure |
//! | [`status::Status`], [`status::Verb`] | 状态, 交办 签收 … | the life of a task |
//! | [`light::Light`] | 红黄绿蓝灰 | derived, never stored |
//! | [`deadline::Deadline`] | 完成时限 | the printed phrase and its last day |
//! | [`recurrence::Recurrence`] | 周期性任务 | a duty that comes back |
//! | [`department::Department`] | 部门 | who answers |
//! | [`person::Person`], [`person::Role`] | 人员; 协调员 联络员 查阅 管理员 | who acts |
//! | [`permission::authorize`] | 权限 | who may do what |
//! | [`person::SshKey`] | 密钥 | what lets a person in from afar |
//! | [`public_key::PublicKey`] | 公钥 | the line that OpenSSH writes for one |
//! | [`report::Report`] | 进展反馈 | what a department writes |
//! | [`event::Event`] | 留痕 | what was done, kept for ever |
//! | [`inbox::Group`] | 待办 | what waits for a person, and why |
//! | [`past::Stood`] | 旧貌 | a task as it stood at the end of a past day |
//! | [`log::LogEntry`] | 日志 | any event of the record, whatever it was done to |
//! | [`term::Term`] | 统计期 | the week, month, quarter or days that a summary is of |
//! | [`weekly::Weekly`] | 周报 | what was done in a term, rebuilt from the events |
//! | [`dispatch::Dispatch`] | 发文 | a document that was sent, kept as it was |
//! | [`scorecard::Scorecard`] | 考核 | points by rules, every deduction with its event |
//! | [`notice::Notice`] | 催办通知 | what one department owes, as text to paste |
//! | [`department_tasks::DepartmentTasks`] | 部门任务清单 | what one department leads and supports |
//! | [`overview::Overview`] | 总览 | how far everything is, every number with the tasks behind it |
//! | [`matrix::Matrix`] | 部门一览 | who has how much, by light and by month |
//! | [`listing::TaskEntry`] | 清单 | what a listing says of a task |
//! | [`filter::Filter`] | 筛选 | which tasks a list shows |
//! | [`arrangement::Arrangement`] | 排序, 分组 | in which order, and under which headings |
//! | [`saved_view::SavedView`] | 视图 | a list that somebody wants to see again |
//! | [`coverage::Part`] | 分解情况 | where every word of a measure went |
//! | [`edition::Edition`] | 版本 | a later printing of a plan, its measures and indicators compared with what the file holds |
//! | [`workbook::Workbook`] | 填报表 | what a department fills in; comes back through `collect` |
//! | [`workspace::Workspace`] | 拆解 | a measure on the workbench |
//! | [`form_draft::FormDraft`] | 草稿 | what a person typed into a form and did not send |
//! | [`suggestion::Adviser`] | 建议承办单位 | who probably answers where a plan prints no owner |

pub mod arrangement;
pub mod checklist;
pub mod coverage;
pub mod day;
pub mod day_words;
pub mod deadline;
pub mod department;
pub mod department_tasks;
pub mod dispatch;
pub mod document;
pub mod draft;
pub mod edition;
pub mod event;
pub mod extension;
pub mod filter;
pub mod form_draft;
pub mod id;
pub mod inbox;
pub mod indicator;
pub mod light;
pub mod listing;
pub mod log;
pub mod matrix;
pub mod notice;
pub mod overview;
pub mod own_way;
pub mod past;
pub mod permission;
pub mod person;
pub mod plan;
pub mod plan_file;
pub mod public_key;
pub mod recurrence;
pub mod refusal;
pub mod report;
pub mod saved_view;
pub mod scorecard;
pub mod status;
pub mod story;
pub mod suggestion;
pub mod task;
pub mod task_query;
pub mod task_table;
pub mod term;
pub mod typed;
pub mod watch;
pub mod weekly;
pub mod workbook;
pub mod workspace;
