package com.pazpaz.bootstrap.planted;

import jakarta.ws.rs.Path;

/** A resource outside the REST adapter. */
@Path("planted")
public class AnswersRequests {}
