//! The pages from outside: rendered from samples, guarded, and walked through on a real system.

mod authorisation;
mod canaries;
mod eras;
mod guards;
mod render;
mod road;
mod site;
mod swapped;
