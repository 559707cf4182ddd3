//! Each circumstance against hand-made people, guilty and honest.

mod blocking;
mod frequent_filers;
mod impersonation;
mod knowledge;
mod shared_contacts;
mod untrue_tipoffs;
