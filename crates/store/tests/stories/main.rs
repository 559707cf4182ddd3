//! Every public function, on both databases, from one body.

mod arrivals;
mod avoidance;
mod casework;
mod fixture;
mod house;
mod intake;
mod judgements;
mod ledger;
mod list;
mod near_texts;
mod opening;
mod registry;
mod roads;
mod second_net;
mod transactions;
