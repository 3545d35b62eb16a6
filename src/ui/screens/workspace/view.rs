//! The workspace drawn: side by side on a wide screen, one above the other on a narrow one.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Pane, WorkspaceScreen};
use crate::domain::plan::numbered;
use crate::domain::status::Status;
use crate::domain::task::Task;
use crate::text::width::{cut, pad, width, wrap};
use crate::ui::action::{Action, Breaking};
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::theme::Theme;
use crate::ui::widgets::lines;

/// From this width on, paragraph and tasks stand side by side.
const WIDE: u16 = 100;
/// The rows under the tasks that tell of the one under the cursor.
const TOLD: u16 = 10;
/// The same on a narrow screen.
const TOLD_NARROW: u16 = 4;

/// Where what is drawn.
pub struct Panes {
    /// The measure, and how far the plan is.
    head: Rect,
    /// The heading over the paragraph.
    over_paragraph: Rect,
    /// The paragraph.
    pub paragraph: Rect,
    /// The heading over the tasks.
    over_tasks: Rect,
    /// The tasks.
    pub tasks: Rect,
    /// What is told of the task under the cursor.
    told: Rect,
    is_wide: bool,
}

/// The parts of a body.
pub fn panes(body: Rect) -> Panes {
    let row = |y: u16| Rect {
        y: body.y + y,
        height: 1.min(body.height.saturating_sub(y)),
        ..body
    };
    let rest = body.height.saturating_sub(2);
    if body.width >= WIDE {
        // Titles need more room than a paragraph, which wraps.
        let left = body.width * 9 / 20 / 2 * 2;
        let right = Rect {
            x: body.x + left + 1,
            y: body.y + 2,
            width: body.width - left - 1,
            height: rest,
        };
        let told = TOLD.min(rest / 2);
        return Panes {
            head: row(0),
            over_paragraph: Rect {
                width: left,
                ..row(1)
            },
            paragraph: Rect {
                x: body.x + 1,
                y: body.y + 2,
                width: left - 2,
                height: rest,
            },
            over_tasks: Rect {
                x: right.x,
                width: right.width,
                ..row(1)
            },
            tasks: Rect {
                height: rest - told,
                ..right
            },
            told: Rect {
                y: right.bottom() - told,
                height: told,
                ..right
            },
            is_wide: true,
        };
    }
    let text = rest / 2;
    let told = TOLD_NARROW.min(rest / 4);
    let below = rest.saturating_sub(text + 1);
    Panes {
        head: row(0),
        over_paragraph: row(1),
        paragraph: Rect {
            x: body.x + 1,
            y: body.y + 2,
            width: body.width.saturating_sub(2),
            height: text,
        },
        over_tasks: row(2 + text),
        tasks: Rect {
            y: body.y + 3 + text,
            height: below.saturating_sub(told),
            ..body
        },
        told: Rect {
            y: body.y + 3 + text + below.saturating_sub(told),
            height: told,
            ..body
        },
        is_wide: false,
    }
}

/// The widths of the columns behind a title: deadline, figure, lead.
const COLUMNS: [usize; 3] = [11, 8, 10];

impl WorkspaceScreen {
    /// Draws the workspace.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let panes = panes(body);
        self.view_head(frame, panes.head, theme);
        self.view_paragraph(frame, &panes, theme);
        self.view_tasks(frame, &panes, theme);
        self.view_told(frame, panes.told, theme);
        if panes.is_wide {
            let below = Rect {
                y: body.y + 1,
                height: body.height.saturating_sub(1),
                ..body
            };
            lines::divide(frame, panes.over_tasks.x - 1, below, theme);
        }
    }

    /// The measure on the left, the plan's progress on the right: 已拆 31/46 条 ====----  67%.
    fn view_head(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        const BAR: usize = 12;
        let percent = self.progress.percent();
        let full = BAR * percent / 100;
        let told = format!(
            " 已拆 {}/{} 条 {}{} {percent:>3}%",
            self.progress.finished,
            self.progress.measures,
            "#".repeat(full),
            "-".repeat(BAR - full),
        );
        let title = numbered(&self.workspace.number, &self.workspace.title);
        let above = match self.workspace.section.rsplit(" › ").next() {
            Some(section) if !section.is_empty() => format!("{section} › {title}"),
            _ => title,
        };
        let room = usize::from(area.width).saturating_sub(width(&told) + 1);
        let line = Line::from(vec![
            Span::styled(
                format!(" {}", pad(&above, room.saturating_sub(1))),
                theme.strong,
            ),
            Span::raw(told),
        ]);
        lines::draw(frame, area, &[line], 0);
    }

    fn view_paragraph(&self, frame: &mut Frame<'_>, panes: &Panes, theme: Theme) {
        let has_focus = self.pane == Pane::Paragraph;
        let (above, below) = self.paragraph.hidden();
        let mut head = "原文".to_owned();
        if !self.workspace.owners.is_empty() {
            head = format!("{head}（责任单位：{}）", self.workspace.owners.join("、"));
        }
        let scrolled = match (above, below) {
            (0, 0) => String::new(),
            (above, below) => format!(" 上{above}下{below}行 "),
        };
        let room = usize::from(panes.over_paragraph.width).saturating_sub(width(&scrolled) + 1);
        let head = format!(" {}{scrolled}", pad(&cut(&head, room), room));
        lines::text(
            frame,
            panes.over_paragraph,
            &head,
            heading(has_focus, theme),
        );
        if self.paragraph.is_empty() {
            let sentence = "这份计划不带原文，可以直接改写任务，或按 + 添加。";
            for (row, line) in panes
                .paragraph
                .rows()
                .zip(wrap(sentence, usize::from(panes.paragraph.width)))
            {
                lines::text(frame, row, &line, theme.dim);
            }
            return;
        }
        let rows = self.paragraph.lines(Some(self.rows.cursor), theme);
        lines::draw(frame, panes.paragraph, &rows, 0);
        if has_focus {
            let (x, y) = self.paragraph.caret_place();
            let last = panes.paragraph.width.saturating_sub(1);
            frame.set_cursor_position((panes.paragraph.x + x.min(last), panes.paragraph.y + y));
        }
    }

    fn view_tasks(&self, frame: &mut Frame<'_>, panes: &Panes, theme: Theme) {
        let columns = usize::from(panes.tasks.width);
        let has_focus = self.pane == Pane::Tasks;
        let head = row("   任务", ["时限", "目标", "牵头"], columns);
        lines::text(frame, panes.over_tasks, &head, heading(has_focus, theme));
        let tasks = &self.workspace.tasks;
        if tasks.is_empty() {
            let first = Rect {
                x: panes.tasks.x + 3,
                width: panes.tasks.width.saturating_sub(3),
                ..panes.tasks
            };
            let said = if let Some(reason) = &self.workspace.ledger.settled {
                format!("整条不需拆：{reason}")
            } else {
                let key = |step| keys::told(Scope::Workspace, Action::Break(step));
                let (mark, add) = (key(Breaking::Mark), key(Breaking::Add));
                format!("没有任务。按 {mark} 说明不需拆，或按 {add} 补一项。")
            };
            lines::text(frame, first, &said, theme.dim);
        }
        for (at, place) in self.rows.shown(tasks.len()).zip(panes.tasks.rows()) {
            let task = &tasks[at];
            let lead = self.lead_cell(at);
            let mark = if at == self.rows.cursor { ">" } else { " " };
            let draft = if task.state.status == Status::Draft {
                " "
            } else {
                "*"
            };
            let text = row(
                &format!("{mark}{draft} {}", task.promise.title),
                [&due(task), &task.promise.target, &lead],
                columns,
            );
            let style = match (at == self.rows.cursor, has_focus) {
                (true, true) => theme.chosen,
                (true, false) => theme.remembered,
                (false, _) if task.state.status != Status::Draft => theme.dim,
                (false, _) => Style::new(),
            };
            lines::text(frame, place, &text, style);
        }
        self.view_ledger(frame, panes.tasks, theme);
    }

    /// Who leads a task; where nobody does, who probably should, marked as a question.
    fn lead_cell(&self, at: usize) -> String {
        let lead = self.leads.get(at).map_or("", |it| it.short_name.as_str());
        let first = self.advised.get(at).and_then(|it| it.first());
        match first {
            Some(advised) if lead.is_empty() => {
                format!("?{}", cut(&advised.name, COLUMNS[2] - 1))
            }
            None if lead.is_empty() => "?".to_owned(),
            _ => lead.to_owned(),
        }
    }

    /// What of the paragraph became no task and why, under the tasks, as far as there is room.
    fn view_ledger(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let above = self.workspace.tasks.len().max(1) + 1;
        let entries = &self.workspace.ledger.entries;
        let room = usize::from(area.height).saturating_sub(above);
        if entries.is_empty() || room < 3 {
            return;
        }
        let columns = usize::from(area.width.saturating_sub(4));
        let mut rows = vec![format!("未成任务 {} 处：", entries.len())];
        rows.extend(entries.iter().map(|entry| {
            let reason = format!("（{}）", entry.reason);
            let quote = cut(
                &entry.quote,
                columns.saturating_sub(width(&reason) + 1).max(8),
            );
            format!("  {quote}{reason}")
        }));
        if rows.len() > room {
            rows.truncate(room - 1);
            rows.push(format!("  还有 {} 处。", entries.len() + 2 - room));
        }
        for (row, text) in area.rows().skip(above).zip(rows) {
            let row = Rect {
                x: row.x + 3,
                width: row.width.saturating_sub(4),
                ..row
            };
            lines::text(frame, row, &text, theme.dim);
        }
    }

    /// What is known of the task under the cursor, as far as there is room.
    fn view_told(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = usize::from(area.width.saturating_sub(2));
        let Some(task) = self.workspace.tasks.get(self.rows.cursor) else {
            return;
        };
        let mut told = vec![Line::default()];
        told.extend(lines::wrapped(&task.promise.title, columns, theme.strong));
        let deadline = task.promise.deadline.as_ref();
        let phrase = match deadline {
            Some(it) if it.inherited && it.phrase.is_empty() => "随计划".to_owned(),
            Some(it) => it.phrase.clone(),
            None => "未定".to_owned(),
        };
        let day = task
            .state
            .last_day
            .map_or_else(String::new, |day| format!(" → {day}"));
        let doubt = if deadline.is_some_and(|it| it.confirm) {
            "，请核对"
        } else {
            ""
        };
        let every = task
            .promise
            .recurrence
            .map_or("", crate::domain::recurrence::Recurrence::label);
        let given = match task.state.status {
            Status::Draft => String::new(),
            status => format!("  {}", status.label()),
        };
        let lead = self.leads.get(self.rows.cursor).map(|it| it.name.as_str());
        let lead = lead.filter(|it| !it.is_empty()).unwrap_or("未定");
        let advised = self.advised.get(self.rows.cursor);
        let advised: Vec<String> = advised
            .into_iter()
            .flatten()
            .map(|it| format!("{}（{}）", it.name, it.reason))
            .collect();
        for (label, value) in [
            ("时限", format!("{phrase}{day}{doubt}  {every}{given}")),
            ("牵头", lead.to_owned()),
            ("建议", advised.join("；")),
            ("原文", task.promise.quote.clone()),
        ] {
            if label == "建议" && value.is_empty() {
                continue;
            }
            told.extend(lines::labelled(label, value.trim(), columns, theme));
        }
        let inner = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let first = usize::from(usize::from(area.height) < told.len());
        lines::draw(frame, inner, &told, first);
    }
}

fn heading(has_focus: bool, theme: Theme) -> Style {
    if has_focus {
        theme.strong.patch(theme.quoted)
    } else {
        theme.dim
    }
}

/// The deadline as a column shows it: the printed phrase, else that it follows the plan.
fn due(task: &Task) -> String {
    match &task.promise.deadline {
        Some(it) if it.inherited => "随计划".to_owned(),
        Some(it) if it.confirm => format!("{}?", it.phrase),
        Some(it) => it.phrase.clone(),
        None => "?".to_owned(),
    }
}

/// A title and the columns behind it.
fn row(title: &str, cells: [&str; 3], columns: usize) -> String {
    let behind: usize = COLUMNS.iter().map(|it| it + 1).sum();
    let mut text = pad(title, columns.saturating_sub(behind));
    for (cell, width) in cells.iter().zip(COLUMNS) {
        text.push(' ');
        text.push_str(&pad(cell, width));
    }
    text
}
