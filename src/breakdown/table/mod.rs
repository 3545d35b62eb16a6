//! Task tables: 序号, 任务, 责任单位, 时间节点; each row is a measure. Cells stand between tabs, or (`stacked`) one below the other.

mod stacked;

use std::collections::BTreeSet;
use std::ops::Range;

use super::commitment;
use super::ledger::{self, Reason};
use super::owners;
use super::source::Line;
use crate::domain::coverage::Span;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::draft::{DraftMeasure, DraftOwner, DraftTask, OwnerRole};
use crate::domain::recurrence::Recurrence;
use crate::text::pattern::Pattern;

/// Where each kind of cell stands in a row.
#[derive(Clone, Debug, Default)]
struct Columns {
    number: Option<usize>,
    name: Option<usize>,
    content: usize,
    goal: Option<usize>,
    owners: Vec<(usize, Option<OwnerRole>)>,
    deadline: Option<usize>,
}

impl Columns {
    /// The columns that say which row it is, who and when.
    fn labels(&self) -> impl Iterator<Item = usize> {
        let owners = self.owners.iter().map(|column| column.0);
        let named = [self.number, self.name, self.deadline]
            .into_iter()
            .flatten();
        owners.chain(named)
    }
}

/// What the task tables of a document hold.
pub struct Tables {
    /// A measure for each row.
    pub measures: Vec<DraftMeasure>,
    /// The numbers of the lines that stand in a measure's source.
    pub rows: BTreeSet<usize>,
    /// The numbers of the other lines that are no paragraphs because they are cells: headers, sections, rows without a task.
    pub headers: BTreeSet<usize>,
}

/// Every row of every task table.
pub fn read(lines: &[Line], frame: &Frame) -> Tables {
    let stacked = stacked::find(lines);
    let mut tables = Tables {
        measures: Vec::new(),
        rows: BTreeSet::new(),
        headers: BTreeSet::new(),
    };
    tables.take(lines, frame);
    tables.take(&stacked.lines, frame);
    tables.rows.extend(stacked.rows);
    tables.headers.extend(stacked.headers);
    tables
}

impl Tables {
    /// Reads the rows among these lines.
    fn take(&mut self, lines: &[Line], frame: &Frame) {
        let mut columns: Option<Columns> = None;
        let mut above: Vec<DraftOwner> = Vec::new();
        let mut path: Vec<String> = Vec::new();
        let mut table = 0;
        let first = self.measures.len();
        for line in lines {
            // A row of a table with one filled cell is a section within it; a line outside of any table ends the table.
            let is_section = line.cells.is_empty() && line.table != 0 && columns.is_some();
            if line.table != table || line.cells.is_empty() && !is_section {
                columns = None;
                path.clear();
                table = line.table;
            }
            if line.cells.is_empty() {
                if columns.is_some() {
                    self.headers.insert(line.number);
                    path = vec![line.text.clone()];
                    above.clear();
                }
                continue;
            }
            if let Some(found) = header(&line.cells) {
                self.headers.insert(line.number);
                columns = Some(found);
                above.clear();
            } else if let Some(columns) = &columns {
                let Some(mut measure) = row(line, columns, &mut above, frame) else {
                    if table != 0 {
                        self.headers.insert(line.number);
                    }
                    continue;
                };
                self.rows.insert(line.number);
                measure.path.clone_from(&path);
                match self.measures.get_mut(first..).and_then(<[_]>::last_mut) {
                    Some(last) if table != 0 && is_same_cell(last, &measure, line, columns) => {
                        add_row(last, measure);
                    }
                    _ => self.measures.push(measure),
                }
            }
        }
    }
}

/// Whether a row only goes on with the measure above: its task is the same merged cell, and only the owners differ.
fn is_same_cell(last: &DraftMeasure, next: &DraftMeasure, line: &Line, columns: &Columns) -> bool {
    let content = line.cells.get(columns.content);
    let deadlines = |measure: &DraftMeasure| -> Vec<Option<Deadline>> {
        let tasks = measure.tasks.iter();
        tasks.map(|task| task.deadline.clone()).collect()
    };
    last.number == next.number
        && last.title == next.title
        && last.path == next.path
        && content.is_some_and(|content| last.source.contains(content.as_str()))
        && deadlines(last) == deadlines(next)
}

/// Adds a row that names more owners of the same task; what it prints stays part of the source.
fn add_row(measure: &mut DraftMeasure, row: DraftMeasure) {
    for owner in row.owners {
        if measure.owners.iter().all(|known| known.name != owner.name) {
            // The first row's own lead stays the lead.
            measure.owners.push(owner);
        }
    }
    measure.source.push('\n');
    let start = measure.source.len();
    measure.source.push_str(&row.source);
    measure.labels.push(Span::new(start, measure.source.len()));
}

/// The columns of a header row, if it is one of a task table.
fn header(cells: &[String]) -> Option<Columns> {
    static NUMBER: Pattern = Pattern::new(r"^(?:序号|编号)$");
    static NAME: Pattern = Pattern::new(r"^(?:任务名称|事项名称|项目名称|工作名称|措施名称|名称)$");
    static CONTENT: Pattern = Pattern::new(
        r"^(?:(?:具体|重点|主要|工作|目标|建设|落实|推进)*(?:任务|措施|内容|举措|事项|要点|项目|职责与任务|职责)(?:内容|分解|与任务)?|(?:具体|重点|主要)工作|工作任务及目标)$",
    );
    // Where a task and what is done for it stand side by side, the second is what is promised.
    static MEASURE: Pattern = Pattern::new(r"措施|内容|举措");
    static GOAL: Pattern = Pattern::new(
        r"^(?:(?:工作|任务|年度|预期|主要|具体|量化|考核|完成|绩效|目标)*(?:目标|成效|成果|效果|指标|目标值)(?:要求|任务)?)$",
    );
    static LEAD: Pattern = Pattern::new(r"牵头|主办|主责");
    static SUPPORT: Pattern = Pattern::new(r"配合|协办|参与|协同");
    static OWNER: Pattern = Pattern::new(
        r"^(?:(?:主要|主体|主管|责任|落实|实施|承办|负责|完成)*(?:单位|部门|主体|处室|科室)(?:[和及、/](?:部门|单位|责任人))?|责任人)$",
    );
    // A remark on a column's name; where the whole name stands in brackets, it is the name.
    static REMARK: Pattern = Pattern::new(r"^(?P<name>[^（()）]+)[（(][^（()）]*[）)]$");
    static PERSON: Pattern = Pattern::new(r"领导|联系人|电话");
    static WHEN: Pattern = Pattern::new(r"时限|时间|期限|进度");
    let tidy: Vec<String> = cells
        .iter()
        .map(|cell| {
            let cell: String = cell.split_whitespace().collect();
            let name = REMARK.captures(&cell).and_then(|found| found.name("name"));
            name.map_or_else(|| cell.clone(), |name| name.as_str().to_owned())
        })
        .collect();
    let place = |pattern: &Pattern| tidy.iter().position(|cell| pattern.is_match(cell));
    let owners: Vec<(usize, Option<OwnerRole>)> = tidy
        .iter()
        .enumerate()
        .filter_map(|(at, cell)| {
            if PERSON.is_match(cell) {
                None
            } else if LEAD.is_match(cell) {
                Some((at, Some(OwnerRole::Lead)))
            } else if SUPPORT.is_match(cell) {
                Some((at, Some(OwnerRole::Support)))
            } else {
                OWNER.is_match(cell).then_some((at, None))
            }
        })
        .collect();
    let contents: Vec<usize> = (0..tidy.len())
        .filter(|&at| tidy.get(at).is_some_and(|cell| CONTENT.is_match(cell)))
        .collect();
    let is_measure = |at: &&usize| tidy.get(**at).is_some_and(|cell| MEASURE.is_match(cell));
    let content = contents
        .iter()
        .find(is_measure)
        .or(contents.first())
        .copied()
        .or_else(|| place(&NAME))
        .or_else(|| place(&GOAL))?;
    let other = contents.iter().copied().find(|at| *at != content);
    (!owners.is_empty()).then(|| Columns {
        number: place(&NUMBER),
        name: place(&NAME).or(other).filter(|name| *name != content),
        content,
        goal: place(&GOAL).filter(|goal| *goal != content),
        owners,
        deadline: place(&WHEN),
    })
}

fn row(
    line: &Line,
    columns: &Columns,
    above: &mut Vec<DraftOwner>,
    frame: &Frame,
) -> Option<DraftMeasure> {
    let cell = |at: usize| {
        line.cells
            .get(at)
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
    };
    let content = cell(columns.content)?;
    let owners = owners_of(line, columns, frame);
    if !owners.is_empty() {
        *above = owners;
    }
    let own = columns
        .deadline
        .and_then(cell)
        .and_then(|phrase| Deadline::parse(phrase, frame));
    let printed = Printed::of(line);
    let mut read = Content::default();
    read.read(&printed, columns.content, own.as_ref(), frame);
    if let Some(goal) = columns.goal {
        let mut goals = Content::default();
        goals.read(&printed, goal, own.as_ref(), frame);
        read.add_goals(goals);
    }
    let name = columns
        .name
        .and_then(cell)
        .map_or_else(|| commitment::title::of(content, None), str::to_owned);
    if read.tasks.is_empty() && own.is_some() {
        // A row of a task table with a date of its own is a task, whatever its words.
        let span = printed.spans[columns.content].trimmed(&printed.source);
        read.tasks.push(DraftTask {
            title: commitment::title::of(&name, None),
            quote: span.of(&printed.source).to_owned(),
            span,
            deadline: own,
            ..DraftTask::default()
        });
    }
    let rhythm = columns
        .deadline
        .and_then(cell)
        .and_then(Recurrence::find_in);
    for task in read.tasks.iter_mut().filter(|it| it.recurrence.is_none()) {
        task.recurrence = rhythm;
    }
    let labels: Vec<Span> = columns
        .labels()
        .filter_map(|at| printed.spans.get(at).copied())
        .collect();
    let is_read = |at: usize| at == columns.content || columns.goal == Some(at);
    let others = printed.spans.iter().enumerate();
    let others = others.filter(|(at, _)| !is_read(*at));
    read.rejected
        .extend(others.map(|(_, span)| (*span, Reason::Cell)));
    Some(DraftMeasure {
        path: Vec::new(),
        number: columns.number.and_then(cell).unwrap_or_default().to_owned(),
        title: name,
        line: line.number,
        owners: above.clone(),
        groups: Vec::new(),
        no_task: ledger::entries(&printed.source, &labels, &read.tasks, &read.rejected),
        tasks: read.tasks,
        labels,
        source: printed.source,
        note: String::new(),
    })
}

/// A row as one paragraph, its filled cells with a space between them.
struct Printed {
    source: String,
    /// Where each cell stands in it; empty for an empty one.
    spans: Vec<Span>,
}

impl Printed {
    fn of(line: &Line) -> Self {
        let mut printed = Self {
            source: String::new(),
            spans: Vec::with_capacity(line.cells.len()),
        };
        for cell in &line.cells {
            if !printed.source.is_empty() && !cell.is_empty() {
                printed.source.push(' ');
            }
            let start = printed.source.len();
            printed.source.push_str(cell);
            printed.spans.push(Span::new(start, printed.source.len()));
        }
        printed
    }
}

/// What the cells with promises of a row hold: the content, and the goal that says how far it goes.
#[derive(Default)]
struct Content {
    tasks: Vec<DraftTask>,
    rejected: Vec<(Span, Reason)>,
}

impl Content {
    /// A goal says how far the content goes: content without a figure of its own is no second task beside a goal that names
    /// the same thing.
    fn add_goals(&mut self, goals: Self) {
        let is_told = |task: &DraftTask| {
            let names_it = |goal: &DraftTask| names_same_thing(&task.quote, &goal.quote);
            task.figures.is_empty() && goals.tasks.iter().any(names_it)
        };
        let (told, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut self.tasks)
            .into_iter()
            .partition(is_told);
        self.tasks = kept;
        let told = told.into_iter().map(|task| (task.span, Reason::Goal));
        self.rejected.extend(told);
        self.tasks.extend(goals.tasks);
        self.rejected.extend(goals.rejected);
    }

    /// Reads one cell.
    fn read(&mut self, printed: &Printed, cell: usize, own: Option<&Deadline>, frame: &Frame) {
        let Some(place) = printed.spans.get(cell).copied() else {
            return;
        };
        let words = place.of(&printed.source);
        let in_row =
            |range: Range<usize>| Span::new(range.start + place.start, range.end + place.start);
        for sentence in &commitment::sentences(words) {
            let findings = commitment::find(words, sentence, frame);
            for promise in findings.promises {
                let span = in_row(promise.range).trimmed(&printed.source);
                self.tasks.push(DraftTask {
                    title: promise.title,
                    quote: span.of(&printed.source).to_owned(),
                    span,
                    deadline: Deadline::settle(promise.deadline, own, frame),
                    recurrence: promise.rhythm,
                    figures: promise.figures,
                    owners: Vec::new(),
                    note: String::new(),
                });
            }
            let rejected = findings.rejected.into_iter();
            self.rejected
                .extend(rejected.map(|(range, reason)| (in_row(range), reason)));
        }
    }
}

/// Whether three characters in a row of one text stand in the other: 健身步道 in 建设健身步道 and 建成5条健身步道.
fn names_same_thing(one: &str, other: &str) -> bool {
    let letters: Vec<char> = one.chars().collect();
    letters.windows(3).any(|three| {
        three.iter().all(|it| it.is_alphabetic())
            && other.contains(&three.iter().collect::<String>())
    })
}

/// The owners of a row; 无 and / name nobody.
fn owners_of(line: &Line, columns: &Columns, frame: &Frame) -> Vec<DraftOwner> {
    let mut owners: Vec<DraftOwner> = Vec::new();
    for (at, role) in &columns.owners {
        let Some(cell) = line.cells.get(*at).filter(|cell| !cell.is_empty()) else {
            continue;
        };
        for owner in owners::read_cell(cell, frame).owners {
            if !owners.iter().any(|known| known.name == owner.name) {
                owners.push(DraftOwner {
                    name: owner.name,
                    role: role.unwrap_or(owner.role),
                });
            }
        }
    }
    owners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_a_measure() {
        let text = "序号\t任务名称\t任务内容\t责任单位\t时间节点\n1\t平台建设\t建设平台2个\t市甲局、市乙局，各区县政府\t2026 年底\n2\t制度\t完善制度\t\t持续推进\n说明";
        let lines = super::super::source::read(text.as_bytes(), None)
            .unwrap()
            .lines;
        let measures = read(&lines, &Frame::default()).measures;
        assert_eq!(measures.len(), 2);
        assert_eq!(
            (measures[0].number.as_str(), measures[0].title.as_str()),
            ("1", "平台建设")
        );
        assert_eq!(measures[0].owners.len(), 2);
        assert_eq!(
            measures[0].tasks[0].deadline.as_ref().unwrap().last_day,
            "2026-12-31".parse().ok()
        );
        assert_eq!(measures[1].owners, measures[0].owners);
        assert!(
            measures[1].tasks[0]
                .deadline
                .as_ref()
                .unwrap()
                .last_day
                .is_none()
        );
    }

    #[test]
    fn a_column_goes_by_many_names() {
        let columns = |names: &str| {
            let cells: Vec<String> = names.split_whitespace().map(str::to_owned).collect();
            header(&cells).map(|found| (found.content, found.goal, found.owners, found.deadline))
        };
        let (lead, support) = (Some(OwnerRole::Lead), Some(OwnerRole::Support));
        for (names, read) in [
            (
                "序号 任务 措施 目标 牵头单位 配合单位 完成时限",
                Some((2, Some(3), vec![(4, lead), (5, support)], Some(6))),
            ),
            (
                "编号 工作任务 主要措施 完成指标 责任部门 协办部门 时间节点",
                Some((2, Some(3), vec![(4, None), (5, support)], Some(6))),
            ),
            (
                "办结时间 牵头部门（单位） 重点工作 量化目标值",
                Some((2, Some(3), vec![(1, lead)], Some(0))),
            ),
            (
                "工作要点 责任单位（第一个为牵头单位） 牵头领导 进度",
                Some((0, None, vec![(1, None)], Some(3))),
            ),
            ("姓名 电话 联系人", None),
            ("任务 完成时限", None),
        ] {
            assert_eq!(columns(names), read, "{names}");
        }
    }

    #[test]
    fn what_is_done_and_how_far_are_both_promised_unless_they_are_the_same_thing() {
        let text = "序号\t任务\t措施\t目标\t牵头单位\t完成时限\n1\t平台\t建设平台。建设健身步道\t签约率达到60%。建成5条健身步道\t市甲局\t2026年底\n";
        let lines = super::super::source::read(text.as_bytes(), None)
            .unwrap()
            .lines;
        let measures = read(&lines, &Frame::default()).measures;
        let titles: Vec<&str> = measures[0]
            .tasks
            .iter()
            .map(|it| it.title.as_str())
            .collect();
        assert_eq!(titles, ["建设平台", "签约率达到60%", "建成5条健身步道"]);
    }
}
