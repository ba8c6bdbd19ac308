package com.pazpaz.adapter.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** The API under its version. Callers are known by their bearer token (MicroProfile JWT 2.1). */
@ApplicationPath(Api.PATH)
@LoginConfig(authMethod = "MP-JWT")
public class Api extends Application {

    static final String PATH = "/api/v1";
}
