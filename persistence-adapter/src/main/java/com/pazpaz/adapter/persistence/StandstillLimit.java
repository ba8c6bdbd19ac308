package com.pazpaz.adapter.persistence;

/**
 * How long the database waits for a node in the middle of a transaction. It then ends the transaction: a node that hangs
 * must keep nobody from what it has locked, and every write of a record locks the states of the keys.
 */
final class StandstillLimit {

    /** For the select list of a transaction's first statement. Holds until the transaction ends. */
    static final String SET = "set_config('idle_in_transaction_session_timeout', '10s', true)";

    private StandstillLimit() {}
}
