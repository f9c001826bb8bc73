//! What has to hold for any bytes. Each module's `check` panics where it does not.
//! Border: libFuzzer calls it with what it makes up, `tests/fuzz_seeds.rs` with what is known.
pub mod migrate;
pub mod packaging;
pub mod python;
pub mod rule;
pub mod wrangler;
