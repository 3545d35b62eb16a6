//! The coverage ledger: every part of a paragraph that became no task, with the reason.

use crate::domain::coverage::{self, Claims, Part, Span};
use crate::domain::draft::{DraftTask, NoTask};

/// Why words became no task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// 加强, 推进, 鼓励 with nothing to check.
    Exhortation,
    /// What it is for.
    Purpose,
    /// On what, by what, under what.
    Context,
    /// The date of the whole measure.
    WholeMeasure,
    /// Nothing that can be checked.
    Unverifiable,
    /// A line that only introduces.
    Lead,
    /// 和 or 及 between two tasks.
    Joint,
    /// The task's goal stands in a column of its own.
    Goal,
    /// A cell that says neither what nor who nor when.
    Cell,
}

impl Reason {
    /// The words for the coordinator, short enough to stand behind the quoted words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Exhortation => "只是号召",
            Self::Purpose => "目的或效果",
            Self::Context => "依据、条件或方式",
            Self::WholeMeasure => "全条时限，已用于各任务",
            Self::Unverifiable => "没有可核验的内容",
            Self::Lead => "引出下文",
            Self::Joint => "连接词",
            Self::Goal => "与目标栏是同一件事",
            Self::Cell => "其他栏",
        }
    }
}

/// What stands between two tasks of one list.
const JOINTS: [&str; 6] = ["和", "及", "以及", "与", "并", "或"];

/// The entries for every stretch of `text` that neither a label nor a task claims: with its reason where there is one, else
/// as what can't be checked.
pub fn entries(
    text: &str,
    labels: &[Span],
    tasks: &[DraftTask],
    reasons: &[(Span, Reason)],
) -> Vec<NoTask> {
    let tasks: Vec<Span> = tasks.iter().map(|task| task.span).collect();
    let no_task: Vec<Span> = reasons.iter().map(|reason| reason.0).collect();
    let claims = Claims {
        labels,
        tasks: &tasks,
        no_task: &no_task,
    };
    coverage::stretches(text, &claims)
        .into_iter()
        .filter_map(|stretch| {
            let reason = match stretch.part {
                Part::NoTask(at) => reasons.get(at)?.1,
                Part::Open if JOINTS.contains(&stretch.span.trimmed(text).of(text)) => {
                    Reason::Joint
                }
                Part::Open => Reason::Unverifiable,
                Part::Label | Part::Tasks(_) | Part::Stop => return None,
            };
            let span = stretch.span.trimmed(text);
            (!span.is_empty()).then(|| NoTask {
                quote: span.of(text).to_owned(),
                span,
                reason: reason.label().into(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_covers_is_listed() {
        let text = "甲乙，丙丁。戊己";
        let task = DraftTask {
            span: Span::new(0, 3),
            ..DraftTask::default()
        };
        let labels = [Span::new(3, 6)];
        let entries = entries(
            text,
            &labels,
            &[task],
            &[(Span::new(9, 15), Reason::Purpose)],
        );
        let got: Vec<_> = entries
            .iter()
            .map(|entry| (entry.quote.as_str(), entry.reason.as_ref()))
            .collect();
        assert_eq!(
            got,
            [
                ("丙丁", Reason::Purpose.label()),
                ("戊己", Reason::Unverifiable.label())
            ]
        );
    }

    #[test]
    fn a_word_between_two_tasks_is_told_apart() {
        let text = "甲站和乙站";
        let tasks = [Span::new(0, 6), Span::new(9, 15)].map(|span| DraftTask {
            span,
            ..DraftTask::default()
        });
        let entries = entries(text, &[], &tasks, &[]);
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].reason, Reason::Joint.label());
    }
}
