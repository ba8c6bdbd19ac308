package com.pazpaz.domain.model;

import java.util.List;

/**
 * One part of a list.
 *
 * @param items what the page holds, in order; empty past the end
 * @param total how many items the whole list has
 */
public record Page<T>(List<T> items, long total, PageRequest request) {

    public Page {
        items = List.copyOf(items);
    }

    /** How many pages of this size the whole list fills. */
    public long totalPages() {
        return (total + request.size() - 1) / request.size();
    }
}
