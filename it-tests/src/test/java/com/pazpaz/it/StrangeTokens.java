package com.pazpaz.it;

import com.nimbusds.jwt.PlainJWT;
import com.pazpaz.it.ApiCaller.Reply;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Tokens by which nobody can be known, each different from one that is good in one respect. */
final class StrangeTokens {

    private final List<String> tokens;

    StrangeTokens() {
        var identity = TestSystem.get().identity();
        var user = UUID.randomUUID();
        var good = identity.claims(user, user, EndToEndTest.THERAPIST, Duration.ofHours(1));
        String signed = identity.sign(good.build());
        tokens = List.of(
                "abcdefgh",
                signed.substring(0, signed.length() - 6) + "AAAAAA",
                new PlainJWT(good.build()).serialize(),
                identity.sign(good.claim("workspace_id", null).build()),
                identity.sign(good.claim("workspace_id", user.toString())
                        .issueTime(Date.from(Instant.now().minusSeconds(900)))
                        .expirationTime(Date.from(Instant.now().minusSeconds(600)))
                        .build()));
    }

    /** Asks for the clients with one of them, or with none. */
    Reply show(Random random) {
        int which = random.nextInt(tokens.size() + 1);
        HttpRequest.Builder request = ApiCaller.request().GET();
        return ApiCaller.sendTo(
                "/api/v1/clients",
                which == tokens.size() ? request : request.header("Authorization", "Bearer " + tokens.get(which)));
    }
}
