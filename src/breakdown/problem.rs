//! Why a document could not be read, in words for a coordinator.

use thiserror::Error;

/// Why a document could not be read (读取问题).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// Nothing but white space.
    #[error("文件是空的，没有可读的文字。")]
    Empty,
    /// Not a text file; `kind` says what it looks like.
    #[error("这是「{kind}」，不是纯文本文件。")]
    Binary {
        /// What the first bytes say it is.
        kind: &'static str,
    },
    /// Not UTF-8 from this byte on.
    #[error("第 {line} 行（第 {offset} 字节）不是 UTF-8 编码。")]
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
    /// Larger than any plan.
    #[error("文件有 {bytes} 字节，超过上限 {limit} 字节。")]
    TooLarge {
        /// The size of the file.
        bytes: usize,
        /// The largest size that is read.
        limit: usize,
    },
}

impl Problem {
    /// What to do next, one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "请检查是否选对了文件，或重新导出后再导入。",
            Self::Binary { .. } => "请在原软件中另存为 UTF-8 编码的 .txt 文件后再导入。",
            Self::Encoding { .. } => "请用记事本打开，另存为时编码选 UTF-8，再导入。",
            Self::NoMeasure { .. } => "请检查正文是否带有「一、」「（一）」「1.」这样的编号标题。",
            Self::TooLarge { .. } => "请只保留计划正文，分成几个文件后再导入。",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_one_sentence_with_a_hint() {
        for problem in [
            Problem::Empty,
            Problem::Binary { kind: "PDF 文件" },
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
