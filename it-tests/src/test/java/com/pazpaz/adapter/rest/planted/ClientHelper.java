package com.pazpaz.adapter.rest.planted;

/** A name that says nothing. */
public interface ClientHelper {}
