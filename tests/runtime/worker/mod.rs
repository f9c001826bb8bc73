//! Workers in the rig: a copy of a project with its rig config, the server that runs it, and asking it.
//! Border: runs and asks; what the answers should be is the business of `scenario`.

pub mod answer;
pub mod client;
pub mod config;
pub mod copy;
pub mod packages;
pub mod postgres;
pub mod server;
pub mod setup;
pub mod stand_ins;
pub mod target;
pub mod tools;
pub mod websocket;
