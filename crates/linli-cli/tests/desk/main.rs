//! The desk of somebody without a programmer: a folder is made, filled, checked and run in Chinese, through the commands.

mod brief;
mod check;
mod folder;
mod form;
mod leaving;
mod margin;
mod monday;
mod stranger;
mod typed;
