//! Scenarios: what a worker is asked, what its answers must be, and how two runs are compared.
//! Border: knows steps and answers; how a worker is started is `worker`, which workers there are is `suites`.

pub mod compare;
pub mod expect;
pub mod file;
pub mod run;
pub mod sample;
pub mod step;
