//! Tests of the rig's own parts, which need no runtime.
//! Border: each part says itself what is right; here they only become tests.

use libtest_mimic::{Failed, Trial};

use crate::browser;
use crate::rig::{capnp, glue};
use crate::scenario::{compare, expect};

/// A check that says what is wrong.
type Check = fn() -> Result<(), String>;

/// These tests.
pub fn trials() -> Vec<Trial> {
    let checks: [(&str, Check); 5] = [
        ("a bundle is encoded as Cap'n Proto lays it out", capnp::check_encoding),
        ("an unknown glue is refused", glue::check_refusal),
        ("a bad page is noticed", browser::check_bad_page),
        ("answers are judged", expect::check_judgement),
        ("runs are compared", compare::check_comparison),
    ];
    let trial =
        |(name, check): (&str, Check)| Trial::test(format!("rig/{name}"), move || check().map_err(Failed::from));
    checks.into_iter().map(trial).collect()
}
