package com.pazpaz.adapter.persistence.planted;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import org.jspecify.annotations.Nullable;

/** An entity with a column of plain text, and a key that holds another. */
@Entity
@IdClass(EntityWithText.Key.class)
public class EntityWithText {

    @Id
    public @Nullable String slug;

    public @Nullable String nickname;

    /** The key. */
    public static final class Key {

        public @Nullable String slug;
    }
}
