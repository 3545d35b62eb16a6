//! Made-up tables in every layout.
