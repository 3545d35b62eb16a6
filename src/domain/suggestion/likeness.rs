//! Which tasks with an owner are like a text: the nearest neighbours by rare pairs of characters.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::lexicon::{Lexicon, letters};
use super::real;

/// How many neighbours may vote.
const NEIGHBOURS: usize = 20;
/// Less likeness than this is chance.
const CHANCE: f64 = 0.04;
/// How many letters of a title and of the text behind it are compared: an example stays small, and like is compared with
/// like.
const LETTERS: usize = 160;

/// Words that every plan is full of: they tell nothing about who answers.
const GENERAL: &str = "\
    健康 加强 加快 加大 推进 推动 推广 建立 建设 建成 完善 健全 开展 实施 落实 组织 \
    领导 统筹 协调 工作 体系 机制 制度 制定 规范 提高 提升 提供 增强 强化 优化 深化 \
    深入 进一步 全面 全市 全区 全县 我市 本市 各级 各地 各部门 有关部门 相关部门 以上 以下 达到 \
    实现 实行 基本 工程 项目 行动 活动 服务 管理 能力 水平 积极 鼓励 支持 引导 促进 \
    形成 发展 发挥 坚持 持续 不断 逐步 力争 确保 保障 重点 重要 主要 目标 任务 措施 \
    方案 责任 政策 城乡 居民 群众 人民 社会 覆盖率 全覆盖 覆盖 比例 每年 年度 构建 各类 \
    方式 方法 问题 导向 创新 格局 先进 指标 部门 牵头 考核 评价 评估 经验 认识 意识 \
    氛围 力度 模式 试点 示范 标准 资源 督查 督促 总结";
/// Characters that join words.
const JOINING: &str = "的和及与或等在对为以将把从到是并其该";
/// What stands where a general word stood.
const GAP: char = ' ';

/// Tasks that have an owner, to be asked which of them a text is like.
#[derive(Clone, Debug)]
pub struct Likeness {
    general: Lexicon,
    titles: Vec<Box<str>>,
    owners: Vec<usize>,
    /// The number of each pair of characters.
    pairs: HashMap<[char; 2], usize>,
    /// For each pair the examples that hold it.
    holders: Vec<Vec<u32>>,
    measured: OnceLock<Measured>,
}

/// What can be said only when every example is in.
#[derive(Clone, Debug)]
struct Measured {
    /// How rare each pair is: ln(1 + examples / holders).
    rarity: Vec<f64>,
    /// The length of each example as a vector of the rarities of its pairs.
    lengths: Vec<f64>,
}

/// A task that is like a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour<'a> {
    /// Who owns it.
    pub owner: usize,
    /// Its title.
    pub title: &'a str,
    /// The cosine: 1 the same pairs, 0 none in common.
    pub likeness: f64,
}

impl Default for Likeness {
    fn default() -> Self {
        let mut general = Lexicon::default();
        for word in GENERAL.split_whitespace() {
            general.add(0, word);
        }
        Self {
            general,
            titles: Vec::new(),
            owners: Vec::new(),
            pairs: HashMap::new(),
            holders: Vec::new(),
            measured: OnceLock::new(),
        }
    }
}

impl Likeness {
    /// Enters a task that has an owner.
    pub fn add(&mut self, owner: usize, title: &str, text: &str) {
        let Ok(example) = u32::try_from(self.titles.len()) else {
            return;
        };
        for pair in self.pairs_of(title, text) {
            let next = self.holders.len();
            let number = *self.pairs.entry(pair).or_insert(next);
            if number == next {
                self.holders.push(Vec::new());
            }
            self.holders[number].push(example);
        }
        self.titles.push(title.into());
        self.owners.push(owner);
        self.measured = OnceLock::new();
    }

    /// The tasks that are most like a text, the nearest first; of equals the one that was entered first.
    pub fn nearest(&self, title: &str, text: &str) -> Vec<Neighbour<'_>> {
        let measured = self.measured.get_or_init(|| self.measure());
        let mut products = vec![0.0; self.titles.len()];
        let mut square = 0.0;
        for pair in self.pairs_of(title, text) {
            let Some(&number) = self.pairs.get(&pair) else {
                square += rarity(self.titles.len(), 0).powi(2);
                continue;
            };
            let weight = measured.rarity[number].powi(2);
            square += weight;
            for &example in &self.holders[number] {
                products[example as usize] += weight;
            }
        }
        let mut near: Vec<(usize, f64)> = products
            .into_iter()
            .enumerate()
            .filter(|(_, product)| *product > 0.0)
            .map(|(example, product)| {
                (
                    example,
                    product / (square.sqrt() * measured.lengths[example]),
                )
            })
            .filter(|(_, likeness)| *likeness >= CHANCE)
            .collect();
        let order = |one: &(usize, f64), other: &(usize, f64)| {
            other.1.total_cmp(&one.1).then(one.0.cmp(&other.0))
        };
        if near.len() > NEIGHBOURS {
            near.select_nth_unstable_by(NEIGHBOURS, order);
            near.truncate(NEIGHBOURS);
        }
        near.sort_unstable_by(order);
        near.into_iter()
            .map(|(example, likeness)| Neighbour {
                owner: self.owners[example],
                title: &self.titles[example],
                likeness,
            })
            .collect()
    }

    fn measure(&self) -> Measured {
        let rarity: Vec<f64> = self
            .holders
            .iter()
            .map(|holders| rarity(self.titles.len(), holders.len()))
            .collect();
        let mut squares = vec![0.0; self.titles.len()];
        for (holders, rarity) in self.holders.iter().zip(&rarity) {
            for &example in holders {
                squares[example as usize] += rarity.powi(2);
            }
        }
        Measured {
            rarity,
            lengths: squares.into_iter().map(f64::sqrt).collect(),
        }
    }

    /// The pairs of neighbouring characters inside the words of a title and of what follows it, each once.
    fn pairs_of(&self, title: &str, text: &str) -> Vec<[char; 2]> {
        let mut pairs = Vec::new();
        for mut letters in [letters(title, LETTERS), letters(text, LETTERS)] {
            let mut end = 0;
            for hit in self.general.hits(&letters) {
                if hit.at >= end {
                    end = hit.end;
                    letters[hit.at..hit.end].fill(GAP);
                }
            }
            pairs.extend(
                letters
                    .windows(2)
                    .filter(|pair| pair.iter().all(|it| is_telling(*it)))
                    .map(|pair| [pair[0], pair[1]]),
            );
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// Whether a character is a part of a word that tells anything: no figure, no mark, none that only joins.
fn is_telling(character: char) -> bool {
    character.is_alphabetic() && !JOINING.contains(character)
}

/// How rare a pair is: ln(1 + examples / holders); one that no example holds is as rare as one that a single one holds.
fn rarity(examples: usize, holders: usize) -> f64 {
    (1.0 + real(examples) / real(holders.max(1))).ln()
}
