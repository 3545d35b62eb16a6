//! Why a document could not be read, in words for a coordinator.

use thiserror::Error;

/// Why a document could not be read (读取问题).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// Nothing but white space.
    #[error("文件是空的，没有可读的文字。")]
    Empty,
    /// A kind of file that is not read; `kind` says what it looks like, `hint` how to convert it.
    #[error("这是「{kind}」，不能直接导入。")]
    Unreadable {
        /// What the first bytes say it is.
        kind: &'static str,
        /// How to get a file that is read.
        hint: &'static str,
    },
    /// A plan file that is not as such files are.
    #[error("计划文件有误：{detail}。")]
    PlanFile {
        /// Where, and what the reader says of it.
        detail: String,
    },
    /// The caller names another format than the file has.
    #[error("这是「{kind}」，不是 --format 指定的格式。")]
    Mistaken {
        /// What the file is.
        kind: &'static str,
    },
    /// It begins as a file of this kind and then does not hold together.
    #[error("这份「{kind}」已损坏，或不是这种格式。")]
    Damaged {
        /// What it should be.
        kind: &'static str,
    },
    /// A document type definition: entities could be declared in it, and no document needs one.
    #[error("这份「{kind}」里有外部实体声明（DTD），为安全起见不读。")]
    Declares {
        /// What it should be.
        kind: &'static str,
    },
    /// Unpacked it is larger than any plan: a zip bomb.
    #[error("文件解压后超过 {} MiB。", limit / 1024 / 1024)]
    Unpacked {
        /// The most that is unpacked.
        limit: u64,
    },
    /// Elements within elements, deeper than any document goes.
    #[error("文件里的结构嵌套超过 {limit} 层。")]
    Nested {
        /// The deepest that is read.
        limit: usize,
    },
    /// More paragraphs or rows than any plan has.
    #[error("文件超过 {limit} 段。")]
    TooManyParagraphs {
        /// The most that is read.
        limit: usize,
    },
    /// No encoding reads it; not UTF-8 from this byte on.
    #[error("第 {line} 行（第 {offset} 字节）起不是可识别的文字编码。")]
    Encoding {
        /// The 1-based line.
        line: usize,
        /// The 0-based byte.
        offset: usize,
    },
    /// Text, but no heading or numbered paragraph that holds a measure.
    #[error("读了 {lines} 行文字，没有找到任何措施。")]
    NoMeasure {
        /// How many lines with words were read.
        lines: usize,
    },
    /// Whoever watched said stop.
    #[error("已中断。")]
    Stopped,
    /// Larger than any plan.
    #[error("文件有 {bytes} 字节，超过上限 {} MiB。", limit / 1024 / 1024)]
    TooLarge {
        /// The size of the file.
        bytes: u64,
        /// The largest size that is read.
        limit: u64,
    },
}

impl Problem {
    /// What to do next, one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Stopped => "什么也没有写入，可以随时重新导入。",
            Self::Empty => "请检查是否选对了文件，或重新导出后再导入。",
            Self::Unreadable { hint, .. } => hint,
            Self::PlanFile { .. } => "请对照 duban export plan 写出的格式改正后再导入。",
            Self::Mistaken { .. } => "请去掉 --format，让程序自己识别。",
            Self::Damaged { .. } => "请在原软件中打开并重新另存，或用 --format 指定格式后再导入。",
            Self::Declares { .. } | Self::Nested { .. } | Self::Unpacked { .. } => {
                "请在原软件中打开，把正文另存为 .txt 后再导入。"
            }
            Self::Encoding { .. } => "请用记事本打开，另存为时编码选 UTF-8，再导入。",
            Self::NoMeasure { .. } => {
                "请检查正文是否带有「一、」「（一）」「1.」这样的编号标题，表格是否有任务和责任单位两栏。"
            }
            Self::TooLarge { .. } | Self::TooManyParagraphs { .. } => {
                "请只保留计划正文，分成几个文件后再导入。"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_one_sentence_with_a_hint() {
        let kind = "PDF 文件";
        for problem in [
            Problem::Empty,
            Problem::Unreadable {
                kind,
                hint: "请另存为 .txt。",
            },
            Problem::Mistaken { kind },
            Problem::Damaged { kind },
            Problem::Declares { kind },
            Problem::Stopped,
            Problem::Unpacked { limit: 1 },
            Problem::Nested { limit: 1 },
            Problem::TooManyParagraphs { limit: 1 },
            Problem::Encoding {
                line: 3,
                offset: 120,
            },
            Problem::NoMeasure { lines: 8 },
            Problem::TooLarge { bytes: 2, limit: 1 },
        ] {
            let sentence = problem.to_string();
            assert!(
                sentence.ends_with('。') && sentence.matches('。').count() == 1,
                "{sentence}"
            );
            assert!(problem.hint().ends_with('。'));
        }
    }
}
