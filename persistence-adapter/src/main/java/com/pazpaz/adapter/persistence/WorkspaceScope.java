package com.pazpaz.adapter.persistence;

import com.pazpaz.domain.model.WorkspaceId;
import jakarta.persistence.EntityManager;

/** Names the workspace of a transaction to the database, whose row-level security then hides all others. */
final class WorkspaceScope {

    /** The name of a query, which is prepared once: nearly every transaction begins with it. */
    static final String ENTER = "WorkspaceScope.enter";

    static final String SQL = "SELECT set_config('pazpaz.workspace_id', ?1, true), " + StandstillLimit.SET;

    private WorkspaceScope() {}

    /** Holds until the end of the transaction, or until it names another. A pooled connection never carries it over. */
    static void enter(EntityManager em, WorkspaceId workspace) {
        em.createNamedQuery(ENTER).setParameter(1, workspace.toString()).getSingleResult();
    }
}
