package com.pazpaz.adapter.persistence.planted;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entity that keeps notes as bytes: a type that is allowed, under a name that is protected. */
@Entity
public class EntityWithPlainBytes {

    @Id
    public @Nullable UUID id;

    public byte @Nullable [] medicalHistory;
}
