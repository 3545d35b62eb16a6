//! The page of a person: role, departments, keys, and how they came and were changed.

use ratatui::text::Line;

use crate::app::{App, Error};
use crate::domain::person::PersonEvent;
use crate::ui::theme::Theme;
use crate::ui::widgets::lines::{labelled, wrapped};

/// A person as their page tells them.
#[derive(Debug)]
pub struct Page {
    /// Who.
    pub login: String,
    name: String,
    /// A label and what stands beside it.
    rows: Vec<(&'static str, String)>,
    /// What was done, the newest first: the day, and who did what.
    events: Vec<(String, String)>,
}

impl Page {
    /// Reads the page of a person.
    pub fn read(app: &App, login: &str) -> Result<Self, Error> {
        let page = app.person_page(login)?;
        let it = &page.person;
        let mut rows = vec![
            ("登录", it.login.clone()),
            ("角色", it.role.label().to_owned()),
            ("部门", app.departments_of(it).join("、")),
            ("现状", it.standing_label()),
        ];
        if page.keys.is_empty() {
            rows.push(("密钥", "无".to_owned()));
        }
        for key in &page.keys {
            rows.push(("密钥", key.told(app.today())));
        }
        let told = |it: &PersonEvent| (it.day.to_string(), format!("{}  {}", it.actor, it.text));
        Ok(Self {
            login: page.person.login,
            name: page.person.name,
            rows,
            events: page.events.iter().rev().map(told).collect(),
        })
    }

    /// The page as lines of so many columns.
    pub fn lines(&self, columns: usize, theme: Theme) -> Vec<Line<'static>> {
        let mut lines = wrapped(&self.name, columns, theme.strong);
        lines.push(Line::default());
        for (label, value) in &self.rows {
            lines.extend(labelled(label, value, columns, theme));
        }
        lines.push(Line::default());
        lines.push(Line::styled("经过", theme.strong));
        if self.events.is_empty() {
            lines.push(Line::styled("还没有改动。", theme.dim));
        }
        for (day, done) in &self.events {
            lines.extend(labelled(day, done, columns, theme));
        }
        lines
    }
}
