package com.pazpaz.demo;

/** A login of the database. Never prints its password. */
public record DatabaseUser(String name, String password) {

    @Override
    public String toString() {
        return name;
    }
}
