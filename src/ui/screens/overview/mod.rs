//! 总览: how far everything is, block by block; Enter on a number lists the tasks that it counts.

mod chart;
pub mod list;
mod rows;
mod view;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::collections::{HashMap, HashSet};

use super::Effect;
use crate::app::{App, Error, LookBack};
use crate::domain::filter::Branch;
use crate::domain::id::{PlanId, SectionId};
use crate::domain::overview::{BranchLine, Overview, month_ends};
use crate::ui::action::Action;
use crate::ui::theme::Theme;
use crate::ui::widgets::rows::Rows;
use rows::{Block, Key, Row};

/// How many events are looked back over before the next frame, and how many while the hand rests.
const LOOK: usize = 20_000;
const LOOK_LONGER: usize = 30_000;

/// A block as it is shown: its rows, the cursor in them, and the number that the cursor was last on.
#[derive(Debug, Default)]
struct Pile {
    rows: Vec<Row>,
    at: Rows,
    number: usize,
}

/// The pane.
#[derive(Debug)]
pub struct OverviewScreen {
    overview: Overview,
    /// What the record tells, as far as it was read.
    look: Option<LookBack>,
    /// What is unfolded, and what stands directly below.
    unfolded: HashSet<Key>,
    below: HashMap<Key, Vec<BranchLine>>,
    piles: [Pile; 6],
    /// The block that the cursor is in.
    block: Block,
    /// Where the blocks do not fit beside each other: the first line on the screen.
    top: usize,
    is_grid: bool,
    is_stale: bool,
}

impl OverviewScreen {
    /// A pane that has not read anything yet.
    pub fn new() -> Self {
        Self {
            overview: Overview::default(),
            look: None,
            unfolded: HashSet::new(),
            below: HashMap::new(),
            piles: std::array::from_fn(|_| Pile::default()),
            block: Block::Lights,
            top: 0,
            is_grid: false,
            is_stale: true,
        }
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        if action == Action::Matrix {
            return Ok(Effect::Matrix);
        }
        if self.overview.plans.is_empty() {
            return Ok(Effect::None);
        }
        match action {
            Action::Up => self.step(false),
            Action::Down => self.step(true),
            Action::PageUp | Action::PageDown => {
                let pile = &mut self.piles[self.block.place()];
                pile.at.update(action, pile.rows.len());
            }
            Action::First => self.go(Block::Lights, true),
            Action::Last => {
                let last = Block::ALL.into_iter().rev();
                let last = last.clone().find(|it| !self.pile(*it).rows.is_empty());
                self.go(last.unwrap_or(Block::Lights), false);
            }
            Action::NextPane => self.turn(true),
            Action::PreviousField => self.turn(false),
            Action::Fold => self.left(),
            Action::Unfold => self.right(app)?,
            Action::Open => return self.open(app),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn pile(&self, block: Block) -> &Pile {
        &self.piles[block.place()]
    }

    /// The row under the cursor.
    fn row(&self) -> Option<&Row> {
        let pile = self.pile(self.block);
        pile.rows.get(pile.at.cursor)
    }

    /// Which of the row's numbers the cursor is on; `None` on a name.
    fn number(&self) -> Option<usize> {
        self.pile(self.block).number.checked_sub(names(self.block))
    }

    /// One row up or down, and on into the block above or below.
    fn step(&mut self, is_down: bool) {
        let pile = &mut self.piles[self.block.place()];
        let (at, total) = (pile.at.cursor, pile.rows.len());
        match (is_down, at) {
            (true, at) if at + 1 < total => pile.at.put(at + 1, total),
            (false, at) if at > 0 => pile.at.put(at - 1, total),
            _ => {
                let order = if self.is_grid {
                    self.column()
                } else {
                    &Block::ALL[..]
                };
                if let Some(next) = self.beyond(order, is_down) {
                    self.go(next, is_down);
                }
            }
        }
    }

    /// The blocks above and below each other where they stand in two columns.
    fn column(&self) -> &'static [Block] {
        match self.block {
            Block::Departments | Block::BurnDown => {
                &[Block::Lights, Block::Departments, Block::BurnDown]
            }
            _ => &[Block::Lights, Block::Week, Block::Plans, Block::Due],
        }
    }

    /// The next block with rows of an order, or the one before.
    fn beyond(&self, order: &[Block], is_down: bool) -> Option<Block> {
        let at = order.iter().position(|it| *it == self.block)?;
        let has_rows = |it: &&Block| !self.pile(**it).rows.is_empty();
        if is_down {
            order[at + 1..].iter().find(has_rows).copied()
        } else {
            order[..at].iter().rev().find(has_rows).copied()
        }
    }

    /// The next block in the order of Tab, or the one before; behind the last comes the first.
    fn turn(&mut self, is_next: bool) {
        let next = self.beyond(&Block::ALL, is_next).unwrap_or(if is_next {
            Block::Lights
        } else {
            Block::BurnDown
        });
        if !self.pile(next).rows.is_empty() {
            self.block = next;
        }
    }

    /// Goes to the first or the last row of a block.
    fn go(&mut self, block: Block, is_first: bool) {
        let pile = &mut self.piles[block.place()];
        let total = pile.rows.len();
        pile.at.put(if is_first { 0 } else { total }, total);
        self.block = block;
    }

    /// The block beside this one.
    fn beside(&self, is_right: bool) -> Option<Block> {
        let beside = match (self.block, is_right) {
            (Block::Week | Block::Plans, true) => Block::Departments,
            (Block::Due, true) => Block::BurnDown,
            (Block::Departments, false) => Block::Plans,
            (Block::BurnDown, false) => Block::Due,
            _ => return None,
        };
        Some(beside).filter(|it| self.is_grid && !self.pile(*it).rows.is_empty())
    }

    /// The number to the left; on a name, what is unfolded is folded.
    fn left(&mut self) {
        if self.pile(self.block).number > 0 {
            self.piles[self.block.place()].number -= 1;
        } else if let Some(key) = self.foldable(true) {
            self.unfolded.remove(&key);
            self.lay_out_plans();
        } else if let Some(block) = self.beside(false) {
            self.block = block;
            let last = self.row().map_or(0, |it| it.cells.len()) + names(block);
            self.piles[block.place()].number = last.saturating_sub(1);
        }
    }

    /// The number to the right; on a name, what is folded is unfolded.
    fn right(&mut self, app: &App) -> Result<(), Error> {
        let numbers = self.row().map_or(0, |it| it.cells.len()) + names(self.block);
        if let Some(key) = self.foldable(false) {
            self.unfold(app, key)?;
        } else if self.pile(self.block).number + 1 < numbers {
            self.piles[self.block.place()].number += 1;
        } else if let Some(block) = self.beside(true) {
            self.block = block;
            self.piles[block.place()].number = 0;
        }
        Ok(())
    }

    /// The branch under the cursor, where the cursor is on its name and it is unfolded, or is not.
    fn foldable(&self, is_unfolded: bool) -> Option<Key> {
        let row = self.row().filter(|_| self.number().is_none())?;
        (row.fold == Some(is_unfolded)).then_some(row.key)
    }

    fn unfold(&mut self, app: &App, key: Key) -> Result<(), Error> {
        self.below.insert(key, read_below(app, key)?);
        self.unfolded.insert(key);
        self.lay_out_plans();
        Ok(())
    }

    /// Lists the tasks behind the number under the cursor; on the name of what can be unfolded, unfolds or folds it.
    fn open(&mut self, app: &App) -> Result<Effect, Error> {
        if let Some(key) = self.foldable(false) {
            self.unfold(app, key)?;
            return Ok(Effect::None);
        }
        if let Some(key) = self.foldable(true) {
            self.unfolded.remove(&key);
            self.lay_out_plans();
            return Ok(Effect::None);
        }
        // Of a section without others in it, all its tasks.
        let number = self.number().unwrap_or(1);
        let cell = self.row().and_then(|it| it.cells.get(number));
        Ok(match (self.row(), cell) {
            (Some(row), Some(cell)) => Effect::Behind(
                format!("总览 › {}", row.title(self.block, number)),
                cell.behind.clone(),
            ),
            _ => Effect::None,
        })
    }

    /// Reads what the next frame needs.
    pub fn prepare(&mut self, app: &App, body: Rect, _theme: Theme) -> Result<(), Error> {
        if self.is_stale && !app.is_large()? {
            self.read(app, LOOK)?;
        }
        self.is_grid = view::is_grid(body);
        self.fit(body);
        Ok(())
    }

    /// Counts everything anew, and looks back over so many events.
    fn read(&mut self, app: &App, most: usize) -> Result<(), Error> {
        self.overview = app.overview()?;
        for key in self.unfolded.clone() {
            self.below.insert(key, read_below(app, key)?);
        }
        let mut look = app.look_back(&self.overview)?;
        app.look_on(&mut look, most)?;
        self.look = Some(look);
        self.is_stale = false;
        self.lay_out(app);
        self.lay_out_plans();
        Ok(())
    }

    /// Whether something has to be counted, or more of the record has to be read.
    pub fn is_behind(&self) -> bool {
        self.is_stale || self.look.as_ref().is_some_and(|it| !it.is_done())
    }

    /// Counts what a large file has, or reads more of the record.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        if self.is_stale {
            return self.read(app, LOOK);
        }
        if let Some(look) = &mut self.look {
            app.look_on(look, LOOK_LONGER)?;
        }
        self.lay_out(app);
        Ok(())
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// Lays every block out but the plans, the cursor of each staying where it is.
    fn lay_out(&mut self, app: &App) {
        let (today, overview) = (app.today(), &self.overview);
        let now = overview.counts();
        let compared = self.look.as_ref().and_then(|it| it.compared.as_ref());
        let course = self.look.as_ref().and_then(|it| it.course.as_deref());
        let laid_out = [
            (Block::Lights, rows::lights(overview)),
            (Block::Week, rows::week(now, compared, today)),
            (
                Block::Departments,
                rows::departments(&overview.departments, app),
            ),
            (Block::Due, rows::due(overview)),
            (Block::BurnDown, rows::burn_down(&month_ends(today), course)),
        ];
        for (block, rows) in laid_out {
            self.piles[block.place()].lay(rows);
        }
    }

    /// Lays the plans out, and what of them is unfolded.
    fn lay_out_plans(&mut self) {
        let mut rows = Vec::new();
        for line in &self.overview.plans {
            let key = Key::Plan(line.plan);
            let is_unfolded = self.unfolded.contains(&key);
            rows.push(rows::plan(line, is_unfolded));
            if is_unfolded {
                self.push_below(key, 1, &mut rows);
            }
        }
        self.piles[Block::Plans.place()].lay(rows);
        if self.row().is_none() {
            self.block = Block::Lights;
        }
    }

    fn push_below(&self, key: Key, depth: usize, rows: &mut Vec<Row>) {
        for line in self.below.get(&key).into_iter().flatten() {
            let key = Key::Branch(line.branch);
            let is_unfolded = line.has_more && self.unfolded.contains(&key);
            rows.push(rows::branch(line, depth, is_unfolded));
            if is_unfolded {
                self.push_below(key, depth + 1, rows);
            }
        }
    }

    /// The burn-down, once it is known.
    fn course(&self) -> Option<&[(NaiveDate, usize)]> {
        self.look.as_ref().and_then(|it| it.course.as_deref())
    }

    /// The number under the cursor, and what Enter does with it.
    pub fn summary(&self) -> String {
        let Some(row) = self.row().filter(|_| !self.overview.plans.is_empty()) else {
            return String::new();
        };
        match (self.number(), row.fold) {
            (None, Some(false)) => "回车展开".to_owned(),
            (None, Some(true)) => "回车收起".to_owned(),
            (number, _) => {
                let number = number.unwrap_or(1);
                let count = row.cells.get(number).and_then(|it| it.count);
                let count = count.map_or_else(|| "-".to_owned(), |it| it.to_string());
                format!("回车列出 {count}项")
            }
        }
    }

    /// Draws the blocks.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        self.draw(frame, body, theme);
    }
}

/// How many places of a row before its numbers the cursor goes to: the name of a plan or a section.
fn names(block: Block) -> usize {
    usize::from(block == Block::Plans)
}

fn read_below(app: &App, key: Key) -> Result<Vec<BranchLine>, Error> {
    let (plan, section): (PlanId, Option<SectionId>) = match key {
        Key::Plan(plan) => (plan, None),
        Key::Branch(Branch::Section(plan, section)) => (plan, Some(section)),
        _ => return Ok(Vec::new()),
    };
    app.list_branches(plan, section)
}

impl Pile {
    /// Takes other rows; the cursor stays on what it was on.
    fn lay(&mut self, rows: Vec<Row>) {
        let key = self.rows.get(self.at.cursor).map(|it| it.key);
        let found = rows.iter().position(|it| Some(it.key) == key);
        self.rows = rows;
        self.at
            .put(found.unwrap_or(self.at.cursor), self.rows.len());
    }
}
