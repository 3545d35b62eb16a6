//! Any bytes in any format: no panic, no hang, and what is read is read whole. The first byte picks the format.
#![no_main]

libfuzzer_sys::fuzz_target!(init: duban::keep_guarded_quiet(), |bytes: &[u8]| {
    let Some((&format, document)) = bytes.split_first() else {
        return;
    };
    if let Err(broken) = duban::break_down(document, format) {
        panic!("{broken}");
    }
});
