//! The overview as it is drawn: in two columns where there is room, else one block below the other.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::chart::{chart, share};
use super::rows::{Block, Row};
use super::{OverviewScreen, names};
use crate::domain::light::Light;
use crate::domain::overview::eve_label;
use crate::text::width::{pad, pad_left, width};
use crate::ui::action::Action;
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::theme::Theme;
use crate::ui::widgets::{ink, lines};

/// From this size of the body on, the blocks stand in two columns.
const WIDE: u16 = 110;
const HIGH: u16 = 34;
/// The rows of the lower half: a heading, twelve months and what lies around them.
const LOWER: u16 = 16;
/// The rows of this week against last, with its heading and an empty one.
const WEEK: u16 = 6;
/// The rows above the two columns: the lights, and an empty one.
const UPPER: u16 = 2;
/// The columns of a number.
const NUMBER: usize = 7;
/// The columns of a bar, at least.
const BAR: usize = 5;
/// The widest that the name of a plan or a department becomes.
const WIDEST: usize = 44;

/// Whether the blocks of a body stand in two columns.
pub fn is_grid(body: Rect) -> bool {
    body.width >= WIDE && body.height >= HIGH
}

/// Where each block stands in two columns.
fn grid(body: Rect) -> [Rect; 6] {
    let left = body.width * 8 / 15;
    let area = |is_left: bool, y: u16, height: u16| Rect {
        x: if is_left { body.x } else { body.x + left + 1 },
        y: body.y + y,
        width: if is_left { left } else { body.width - left - 1 },
        height,
    };
    let middle = body.height - LOWER;
    [
        Rect { height: 1, ..body },
        area(true, UPPER, WEEK - 1),
        // An empty row parts them from the lower half.
        area(true, UPPER + WEEK, middle - UPPER - WEEK - 1),
        area(false, UPPER, middle - UPPER - 1),
        area(true, middle, LOWER),
        area(false, middle, LOWER),
    ]
}

/// A line of the blocks where they stand one below the other.
#[derive(Clone, Copy)]
enum Part {
    Heading(Block),
    Row(Block, usize),
    Gap,
}

/// A piece of a line: a text, or a number that the cursor can be on.
enum Piece {
    Text(String, Style),
    Number(usize, String, Style),
}

impl OverviewScreen {
    /// Keeps the cursor of every block on the screen.
    pub(super) fn fit(&mut self, body: Rect) {
        if is_grid(body) {
            for (block, area) in Block::ALL.into_iter().zip(grid(body)) {
                let pile = &mut self.piles[block.place()];
                let heading = u16::from(block != Block::Lights);
                let height = usize::from(area.height.saturating_sub(heading));
                pile.at.fit(height, pile.rows.len());
            }
            return;
        }
        for pile in &mut self.piles {
            pile.at.fit(pile.rows.len().max(1), pile.rows.len());
        }
        let parts = self.parts();
        let cursor = self.pile(self.block).at.cursor;
        let is_it = |part: &Part| matches!(part, Part::Row(block, at) if *block == self.block && *at == cursor);
        let at = parts.iter().position(is_it).unwrap_or(0);
        // The heading of a block is seen with its first row, and what comes first of all with that.
        let from = if cursor == 0 {
            at.saturating_sub(1)
        } else {
            at
        };
        let height = usize::from(body.height);
        let lowest = (at + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, from.max(lowest));
        self.top = self.top.min(parts.len().saturating_sub(height));
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for block in Block::ALL {
            if !parts.is_empty() {
                parts.push(Part::Gap);
            }
            if block != Block::Lights {
                parts.push(Part::Heading(block));
            }
            let rows = 0..self.pile(block).rows.len();
            parts.extend(rows.map(|at| Part::Row(block, at)));
        }
        parts
    }

    /// Draws the blocks.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        if self.look.is_none() {
            return lines::nothing(frame, body, "正在统计……", theme);
        }
        if self.overview.plans.is_empty() {
            let key = keys::told(Scope::Overview, Action::Import);
            let said =
                format!("还没有计划。\n按 {key} 导入一份计划文件；内置计划用 duban seed 装入。");
            return lines::nothing(frame, body, &said, theme);
        }
        if !is_grid(body) {
            let parts = self.parts();
            for (part, place) in parts.into_iter().skip(self.top).zip(body.rows()) {
                match part {
                    Part::Heading(block) => self.draw_heading(frame, place, block, theme),
                    Part::Row(block, at) => self.draw_row(frame, place, (block, at), theme),
                    Part::Gap => {}
                }
            }
            return;
        }
        let areas = grid(body);
        let below = Rect {
            y: body.y + UPPER,
            height: body.height - UPPER,
            ..body
        };
        lines::divide(frame, areas[Block::Week.place()].right(), below, theme);
        for (block, area) in Block::ALL.into_iter().zip(areas) {
            let mut places = area.rows();
            if block != Block::Lights
                && let Some(place) = places.next()
            {
                self.draw_heading(frame, place, block, theme);
            }
            let pile = self.pile(block);
            for (at, place) in pile.at.shown(pile.rows.len()).zip(places) {
                self.draw_row(frame, place, (block, at), theme);
            }
        }
    }

    fn draw_heading(&self, frame: &mut Frame<'_>, place: Rect, block: Block, theme: Theme) {
        let columns = Columns::of(block, usize::from(place.width));
        let pile = self.pile(block);
        let hidden = pile.rows.len().saturating_sub(pile.at.height.max(1));
        let more = if hidden > 0 && self.is_grid {
            format!("（共{}）", pile.rows.len())
        } else {
            String::new()
        };
        lines::text(frame, place, &columns.heading(&more), theme.strong);
    }

    fn draw_row(
        &self,
        frame: &mut Frame<'_>,
        place: Rect,
        (block, at): (Block, usize),
        theme: Theme,
    ) {
        let pile = self.pile(block);
        let Some(row) = pile.rows.get(at) else {
            return;
        };
        let columns = Columns::of(block, usize::from(place.width));
        let is_here = block == self.block && at == pile.at.cursor;
        let number = is_here.then(|| pile.number.min(row.cells.len() + names(block) - 1));
        let drawn = pile.rows.iter().filter(|it| it.has_bar);
        let highest = drawn.filter_map(|it| it.cells[0].count).max();
        let mut line = Line::default();
        for piece in columns.pieces(row, highest.unwrap_or(0), theme) {
            match piece {
                Piece::Text(text, style) => line.spans.push(Span::styled(text, style)),
                Piece::Number(at, text, style) if number == Some(at) => {
                    line.spans.extend(marked(&text, style, theme));
                }
                Piece::Number(_, text, style) => line.spans.push(Span::styled(text, style)),
            }
        }
        if block == Block::BurnDown
            && let Some(course) = self.course()
        {
            let room = usize::from(place.width).saturating_sub(lines::width_of(&line) + 2);
            if let Some(beside) = chart(course, room, theme).into_iter().nth(at) {
                line.spans.push(Span::raw("  "));
                line.spans.extend(beside.spans);
            }
        }
        ink::line(frame, place, &line);
    }
}

/// A number, or a name, under the cursor: with a mark in front of it, so that it is seen without colours too.
fn marked(text: &str, style: Style, theme: Theme) -> [Span<'static>; 3] {
    let bare = text.trim_start();
    let before = text.len() - bare.len();
    let end = bare.trim_end();
    let after = " ".repeat(bare.len() - end.len());
    let (space, mark) = match before.checked_sub(1) {
        Some(left) => (" ".repeat(left), ">"),
        None => (String::new(), ""),
    };
    [
        Span::raw(space),
        Span::styled(format!("{mark}{end}"), style.patch(theme.chosen)),
        Span::raw(after),
    ]
}

/// How wide the columns of a block are.
struct Columns {
    block: Block,
    name: usize,
    bar: usize,
}

impl Columns {
    fn of(block: Block, width: usize) -> Self {
        // Besides name and bar: what stands in front of the name, the numbers, the rate, a space on both sides of the bar.
        let taken = match block {
            Block::Lights => 0,
            Block::Week => 1 + 4 * (NUMBER + 3),
            Block::Plans => 1 + 4 * NUMBER + 1 + 1,
            Block::Departments => 7 + 4 * NUMBER + 1 + 1,
            Block::Due => 1 + 2 * NUMBER + 2,
            Block::BurnDown => 1 + NUMBER,
        };
        let rest = width.saturating_sub(taken);
        let name = match block {
            Block::Lights => 0,
            Block::Week => rest,
            Block::Plans => rest.saturating_sub(BAR).min(WIDEST),
            Block::Departments => rest.saturating_sub(BAR).min(26),
            Block::Due => 8,
            Block::BurnDown => 12,
        };
        Self {
            block,
            name,
            bar: rest.saturating_sub(name).min(30),
        }
    }

    fn heading(&self, more: &str) -> String {
        let name = |text: &str| pad(&format!("{text}{more}"), self.name);
        let number = |text: &str| pad_left(text, NUMBER);
        let wide = |text: &str| pad_left(text, NUMBER + 3);
        let bar = pad("", self.bar + 1);
        match self.block {
            Block::Lights => String::new(),
            Block::Week => [
                format!(" {}", name("本周与上周")),
                wide("现在"),
                wide(eve_label()),
                wide("本周新增"),
                wide("本周减少"),
            ]
            .concat(),
            Block::Plans => [
                format!(" {}", name("计划进度")),
                number("办结"),
                number("任务"),
                number("办结率"),
                bar,
                number("逾期"),
            ]
            .concat(),
            Block::Departments => [
                format!("  名次 {}", name("部门")),
                number("牵头"),
                number("办结"),
                number("办结率"),
                bar,
                number("逾期"),
            ]
            .concat(),
            Block::Due => [
                format!(" {}", name("到期月份")),
                number("在办"),
                number("逾期"),
            ]
            .concat(),
            Block::BurnDown => [format!(" {}", name("月末在办")), number("任务")].concat(),
        }
    }

    fn pieces(&self, row: &Row, highest: usize, theme: Theme) -> Vec<Piece> {
        let number = |at: usize, columns: usize| {
            let cell = row.cells.get(at);
            let count = cell.and_then(|it| it.count);
            let text = count.map_or_else(|| "-".to_owned(), |it| it.to_string());
            let style = cell
                .and_then(|it| it.light)
                .filter(|_| count.is_some_and(|it| it > 0))
                .map_or_else(Style::new, |it| theme.light(it));
            Piece::Number(at + names(self.block), pad_left(&text, columns), style)
        };
        let text = |text: String| Piece::Text(text, Style::new());
        let rate = || {
            let rate = row
                .rate
                .map_or_else(|| "-".to_owned(), |it| format!("{it}%"));
            let filled = row.rate.map_or(0, |it| it * self.bar / 100);
            let bar = pad(&"#".repeat(filled), self.bar);
            [
                text(pad_left(&rate, NUMBER) + " "),
                Piece::Text(bar, theme.light(Light::Done)),
            ]
        };
        match self.block {
            Block::Lights => lights(row, number, theme),
            Block::Week => {
                let label = text(format!(" {}", pad(&row.label, self.name)));
                let numbers = (0..row.cells.len()).map(|at| number(at, NUMBER + 3));
                std::iter::once(label).chain(numbers).collect()
            }
            Block::Plans => {
                let [rate, bar] = rate();
                let mark = match row.fold {
                    Some(true) => "-",
                    Some(false) => "+",
                    None => " ",
                };
                let name = format!(" {}{mark} {}", "  ".repeat(row.depth), row.label);
                let name = Piece::Number(0, pad(&name, self.name + 1), Style::new());
                vec![
                    name,
                    number(0, NUMBER),
                    number(1, NUMBER),
                    rate,
                    bar,
                    number(2, NUMBER),
                ]
            }
            Block::Departments => {
                let [rate, bar] = rate();
                let head = format!(
                    "  {} {}",
                    pad_left(&row.rank.to_string(), 4),
                    pad(&row.label, self.name)
                );
                vec![
                    text(head),
                    number(0, NUMBER),
                    number(1, NUMBER),
                    rate,
                    bar,
                    number(2, NUMBER),
                ]
            }
            Block::Due => {
                let mut pieces = vec![
                    text(format!(" {}", pad(&row.label, self.name))),
                    number(0, NUMBER),
                    number(1, NUMBER),
                    text("  ".to_owned()),
                ];
                let of = |at: usize| row.cells.get(at).and_then(|it| it.count).unwrap_or(0);
                let room = if row.has_bar { self.bar } else { 0 };
                let all = share(of(0), highest, room);
                let late = share(of(1), highest, room).min(all);
                pieces.push(Piece::Text("#".repeat(late), theme.light(Light::Overdue)));
                pieces.push(text("=".repeat(all - late)));
                pieces
            }
            Block::BurnDown => vec![
                text(format!(" {}", pad(&row.label, self.name))),
                number(0, NUMBER),
            ],
        }
    }
}

/// The lights in one line, each word in its colour before its number.
fn lights(row: &Row, number: impl Fn(usize, usize) -> Piece, theme: Theme) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, cell) in row.cells.iter().enumerate() {
        let (word, style) = match cell.light {
            Some(light) => (light.label(), theme.light(light)),
            None => ("全部", theme.strong),
        };
        pieces.push(Piece::Text(format!(" {word}"), style));
        let count = cell.count.unwrap_or(0).to_string();
        pieces.push(number(at, width(&count) + 1));
        pieces.push(Piece::Text("  ".to_owned(), Style::new()));
    }
    pieces
}
