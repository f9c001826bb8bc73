#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| pyworker_fuzz::python::check(data));
