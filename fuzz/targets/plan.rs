//! Plans made of the words of plans: each byte picks one of them, and what is read is read whole.
#![no_main]

use std::sync::LazyLock;

static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let list = include_str!("../../tests/words.txt").lines();
    list.map(|word| {
        word.replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\s", " ")
    })
    .collect()
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let words = bytes
        .iter()
        .map(|byte| WORDS[usize::from(*byte) % WORDS.len()].as_str());
    let plan = ["一、目标\n（一）做事\n1."].into_iter().chain(words);
    let plan: String = plan.collect();
    if let Err(broken) = duban::break_down(plan.as_bytes(), 1) {
        panic!("{broken}\n{plan}");
    }
});
