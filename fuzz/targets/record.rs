#![no_main]

#[path = "../src/holds.rs"]
mod holds;

libfuzzer_sys::fuzz_target!(|data: &[u8]| holds::record(data));
