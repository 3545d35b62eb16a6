//! The tree of plans, sections, measures and tasks; what lies under a branch is read when it is opened.

use std::collections::HashSet;

use crate::app::{App, Error};
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{MeasureId, PlanId, SectionId, TaskId};
use crate::domain::plan::{Measure, Plan, Section};
use crate::ui::widgets::task_list::Listed;

/// The tasks of one measure that are shown; a document with more in one measure is a list, not a plan, and is filtered.
const MOST_TASKS: usize = 300;

/// A row of the tree.
#[derive(Clone, Debug)]
pub struct Branch {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// What stands there.
    pub node: Node,
    /// The plan it belongs to.
    pub plan: PlanId,
}

/// What stands on a row.
#[derive(Clone, Debug)]
pub enum Node {
    /// A plan.
    Plan(Plan),
    /// A section.
    Section(Section),
    /// A measure.
    Measure(Measure),
    /// A task.
    Task(Listed),
    /// So many tasks more than are shown.
    More(usize),
}

/// Which row it is, across reading again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Plan(PlanId),
    Section(SectionId),
    Measure(MeasureId),
    Task(TaskId),
}

impl Node {
    fn key(&self) -> Option<Key> {
        Some(match self {
            Self::Plan(it) => Key::Plan(it.id),
            Self::Section(it) => Key::Section(it.id),
            Self::Measure(it) => Key::Measure(it.id),
            Self::Task(it) => Key::Task(it.row.id),
            Self::More(_) => return None,
        })
    }

    /// Whether there can be anything below.
    pub fn is_branch(&self) -> bool {
        match self {
            Self::Plan(_) => true,
            Self::Section(it) => it.measures > 0,
            Self::Measure(it) => it.tasks > 0,
            Self::Task(_) | Self::More(_) => false,
        }
    }
}

/// The rows that are open, in order.
#[derive(Debug, Default)]
pub struct Tree {
    rows: Vec<Branch>,
    unfolded: HashSet<Key>,
}

impl Tree {
    /// Reads the plans; where there is one, it comes unfolded.
    pub fn load(&mut self, app: &App) -> Result<(), Error> {
        let plans = app.list_plans()?;
        let is_first = self.rows.is_empty();
        if let ([only], true) = (plans.as_slice(), is_first) {
            self.unfolded.insert(Key::Plan(only.id));
        }
        self.rows = Vec::new();
        for plan in plans {
            let branch = Branch {
                depth: 0,
                plan: plan.id,
                node: Node::Plan(plan),
            };
            self.push(app, &branch)?;
        }
        Ok(())
    }

    /// The rows.
    pub fn rows(&self) -> &[Branch] {
        &self.rows
    }

    /// Whether the branch on a row is open.
    pub fn is_unfolded(&self, branch: &Branch) -> bool {
        branch
            .node
            .key()
            .is_some_and(|it| self.unfolded.contains(&it))
    }

    /// Opens the branch on a row; `false` where there is nothing to open.
    pub fn unfold(&mut self, app: &App, at: usize) -> Result<bool, Error> {
        let Some(branch) = self.rows.get(at).cloned() else {
            return Ok(false);
        };
        let Some(key) = branch.node.key().filter(|_| branch.node.is_branch()) else {
            return Ok(false);
        };
        if !self.unfolded.insert(key) {
            return Ok(false);
        }
        let after = self.rows.split_off(at + 1);
        self.push_children(app, &branch)?;
        self.rows.extend(after);
        Ok(true)
    }

    /// Closes the branch on a row; `false` where it was not open. What was open below comes back with it.
    pub fn fold(&mut self, at: usize) -> bool {
        let Some(branch) = self.rows.get(at) else {
            return false;
        };
        if !branch
            .node
            .key()
            .is_some_and(|it| self.unfolded.remove(&it))
        {
            return false;
        }
        let depth = branch.depth;
        let below = self.rows[at + 1..]
            .iter()
            .take_while(|it| it.depth > depth)
            .count();
        self.rows.drain(at + 1..at + 1 + below);
        true
    }

    /// The row of the branch that a row stands in.
    pub fn parent(&self, at: usize) -> Option<usize> {
        let depth = self.rows.get(at)?.depth;
        self.rows[..at].iter().rposition(|it| it.depth < depth)
    }

    /// Reads everything that is open again; gives the row on which what was on a row now stands.
    pub fn reload(&mut self, app: &App, at: usize) -> Result<usize, Error> {
        let key = self.rows.get(at).and_then(|it| it.node.key());
        self.load(app)?;
        let found = self
            .rows
            .iter()
            .position(|it| key.is_some() && it.node.key() == key);
        Ok(found.unwrap_or(at))
    }

    fn push(&mut self, app: &App, branch: &Branch) -> Result<(), Error> {
        let is_open = branch.node.is_branch() && self.is_unfolded(branch);
        self.rows.push(branch.clone());
        if is_open {
            self.push_children(app, branch)?;
        }
        Ok(())
    }

    /// What stands directly below a branch; measures of a section come before the sections in it.
    fn push_children(&mut self, app: &App, branch: &Branch) -> Result<(), Error> {
        let below = |node| Branch {
            depth: branch.depth + 1,
            plan: branch.plan,
            node,
        };
        let section = match &branch.node {
            Node::Plan(_) => None,
            Node::Section(section) => Some(section.id),
            Node::Measure(measure) => return self.push_tasks(app, measure, below),
            Node::Task(_) | Node::More(_) => return Ok(()),
        };
        for measure in app.list_measures(branch.plan, section)? {
            self.push(app, &below(Node::Measure(measure)))?;
        }
        for section in app.list_sections(branch.plan, section)? {
            self.push(app, &below(Node::Section(section)))?;
        }
        Ok(())
    }

    fn push_tasks(
        &mut self,
        app: &App,
        measure: &Measure,
        below: impl Fn(Node) -> Branch,
    ) -> Result<(), Error> {
        let filter = Filter {
            measure: Some(measure.id),
            ..Filter::default()
        };
        let window = Window {
            offset: 0,
            limit: MOST_TASKS,
        };
        let tasks = app.list_tasks(&filter, window)?;
        let shown = tasks.len();
        for row in tasks {
            self.rows.push(below(Node::Task(Listed::new(app, row))));
        }
        if shown == MOST_TASKS {
            let more = app.count_tasks(&filter)?.saturating_sub(shown);
            if more > 0 {
                self.rows.push(below(Node::More(more)));
            }
        }
        Ok(())
    }
}
