//! A table that a PDF gives one cell a line: its rows put side by side again.

use std::collections::BTreeSet;

use crate::breakdown::outline::Marker;
use crate::breakdown::source::Line;
use crate::text::pattern::Pattern;

/// A cell of a first column (领域) is no longer than this, wrapped lines included.
const LONGEST_FIELD: usize = 6;

/// The stacked tables of a document.
#[derive(Debug, Default)]
pub struct Stacked {
    /// Headers and rows, as lines with cells.
    pub lines: Vec<Line>,
    /// The numbers of the lines that headers are made of.
    pub headers: BTreeSet<usize>,
    /// The numbers of the lines that rows are made of.
    pub rows: BTreeSet<usize>,
}

/// A row has no more lines than this.
const LONGEST_ROW: usize = 16;

/// Finds every stacked table.
pub fn find(lines: &[Line]) -> Stacked {
    let mut found = Stacked::default();
    let mut at = 0;
    while at < lines.len() {
        let Some(size) = lines.get(at..).and_then(header) else {
            at += 1;
            continue;
        };
        let end_of_header = at + size;
        found
            .lines
            .push(line(&lines[at], "序号", "领域", "工作任务", "责任单位"));
        let numbers = |part: &[Line]| part.iter().map(|line| line.number).collect::<Vec<_>>();
        let head = lines.get(at..end_of_header).unwrap_or_default();
        found.headers.extend(numbers(head));
        at = end_of_header;
        while let Some(row) = lines.get(at).filter(|line| is_number(&line.text)) {
            let behind = lines.get(at + 1..).unwrap_or_default();
            let size = behind
                .iter()
                .take(LONGEST_ROW)
                .take_while(|line| !is_number(&line.text) && Marker::parse(&line.text).is_none())
                .count();
            let cells = behind.get(..size).unwrap_or_default();
            found.lines.push(side_by_side(row, cells));
            found.rows.insert(row.number);
            found.rows.extend(numbers(cells));
            at += size + 1;
        }
    }
    found
}

fn is_number(text: &str) -> bool {
    text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many lines the header takes, if these lines begin with one: 序号 first, a task and an owner column behind.
fn header(lines: &[Line]) -> Option<usize> {
    static WORD: Pattern = Pattern::new(
        r"^(?:序号|领域|类别|方向|(?:具体|重点|主要|工作|建设)?任务(?:内容)?|任务名称|责任(?:单位|部门))$",
    );
    static TASK: Pattern = Pattern::new("任务");
    static OWNER: Pattern = Pattern::new("责任");
    let size = lines
        .iter()
        .take_while(|line| line.cells.is_empty() && WORD.is_match(&line.text))
        .count();
    let head = lines.get(..size)?;
    let opens = head.first().is_some_and(|line| line.text == "序号");
    let closes = head.last().is_some_and(|line| OWNER.is_match(&line.text));
    let is_followed = lines.get(size).is_some_and(|line| is_number(&line.text));
    (opens && closes && is_followed && head.iter().any(|line| TASK.is_match(&line.text)))
        .then_some(size)
}

/// Field, task up to its last full stop, owners.
fn side_by_side(number: &Line, cells: &[Line]) -> Line {
    let stop = cells
        .iter()
        .rposition(|cell| cell.text.ends_with('。'))
        .map_or(cells.len(), |at| at + 1);
    let (body, owners) = cells.split_at(stop);
    let short = body
        .iter()
        .take_while(|cell| cell.text.chars().count() <= LONGEST_FIELD && !cell.text.ends_with('。'))
        .count();
    let (field, task) = body.split_at(short);
    let joined = |cells: &[Line]| {
        cells
            .iter()
            .map(|cell| cell.text.as_str())
            .collect::<String>()
    };
    line(
        number,
        &number.text,
        &joined(field),
        &joined(task),
        &joined(owners),
    )
}

fn line(at: &Line, number: &str, field: &str, task: &str, owners: &str) -> Line {
    Line {
        cells: [number, field, task, owners].map(str::to_owned).to_vec(),
        ..at.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_below_each_other_come_side_by_side() {
        let text = "分解表\n序号\n领域\n具体任务\n责任单位\n7\n文化和\n旅游\n建设平台一个，覆盖全部场馆并持续\n更新内容。\n省甲厅、省\n乙厅\n8\n开展试点三个，形成可以复制的经验。\n";
        let lines = crate::breakdown::source::read(text.as_bytes(), None)
            .unwrap()
            .lines;
        let rows = find(&lines).lines;
        assert_eq!(rows.len(), 3);
        assert_eq!(
            rows[1].cells,
            [
                "7",
                "文化和旅游",
                "建设平台一个，覆盖全部场馆并持续更新内容。",
                "省甲厅、省乙厅"
            ]
        );
        assert_eq!(
            rows[2].cells,
            ["8", "", "开展试点三个，形成可以复制的经验。", ""]
        );
    }
}
