package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.Origin;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuthenticationTest {

    private static final String USER = UUID.randomUUID().toString();
    private static final String WORKSPACE = UUID.randomUUID().toString();
    private static final int BAD_TOKENS_AT_ONCE = 3;
    private static final Rate FEW = new Rate(BAD_TOKENS_AT_ONCE, 1, Duration.ofMinutes(1));

    private final List<Origin> failedLogins = new ArrayList<>();
    private final NotedLimits notedLimits = new NotedLimits();
    private int passedOn;

    private final Authentication authentication = with(IssuerKeys.ALL, FEW, Rate.UNLIMITED);

    private Authentication with(IssuerKeys keys, Rate ofAddress, Rate onRecord) {
        var rates = new RequestRates(Rate.UNLIMITED, Rate.UNLIMITED, ofAddress, onRecord);
        return new Authentication(
                failedLogins::add,
                new TokenRules("none", "Bearer"),
                keys,
                new RequestLimits(rates, notedLimits, limit -> {}, () -> 0));
    }

    private GivenReply send(SentRequest request) throws IOException, ServletException {
        return send(request, authentication);
    }

    private GivenReply send(SentRequest request, Authentication to) throws IOException, ServletException {
        var reply = new GivenReply();
        to.doFilter(request, reply, (passed, on) -> passedOn++);
        return reply;
    }

    private void assertIsFailedLogin(GivenReply reply) {
        assertThat(reply.getStatus()).isEqualTo(401);
        assertThat(reply.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(reply.getHeader("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(reply.body()).contains("\"status\":401");
        assertThat(failedLogins)
                .singleElement()
                .satisfies(login -> assertThat(login.address()).contains(SentRequest.ADDRESS));
        assertThat(passedOn).isZero();
    }

    static List<Map<String, Object>> claimsOfNobody() {
        return List.of(
                Map.of(),
                Map.of("sub", USER),
                Map.of("workspace_id", WORKSPACE),
                Map.of("sub", "someone", "workspace_id", WORKSPACE),
                Map.of("sub", USER, "workspace_id", 1),
                Map.of("sub", USER, "workspace_id", List.of(WORKSPACE)),
                Map.of("sub", USER, "workspace_id", new UUID(0, 0).toString()));
    }

    @Test
    void letsThoseInWhoseTokenNamesAUserAndAWorkspace() throws Exception {
        GivenReply reply = send(SentRequest.withClaims(Map.of("sub", USER, "workspace_id", WORKSPACE)));

        assertThat(passedOn).isEqualTo(1);
        assertThat(reply.getStatus()).isEqualTo(200);
        assertThat(failedLogins).isEmpty();
    }

    @Test
    void refusesABadToken() throws Exception {
        assertIsFailedLogin(send(SentRequest.withBadToken()));
    }

    @ParameterizedTest
    @MethodSource("claimsOfNobody")
    void refusesAValidTokenOfNobodyAsABadOne(Map<String, Object> claims) throws Exception {
        assertIsFailedLogin(send(SentRequest.withClaims(claims)));
    }

    @Test
    void limitsTokensThatNobodyCanJudgeAndRecordsNoneAsAFailedLogin() throws Exception {
        Authentication withoutIssuer = with(
                token -> {
                    throw new IssuerUnavailableException("out of reach", null);
                },
                FEW,
                Rate.UNLIMITED);
        SentRequest request = SentRequest.withClaims(Map.of("sub", USER, "workspace_id", WORKSPACE));
        for (int i = 0; i < BAD_TOKENS_AT_ONCE; i++) {
            GivenReply reply = send(request, withoutIssuer);
            assertThat(reply.getStatus()).isEqualTo(503);
            assertThat(reply.getHeader("Retry-After")).isEqualTo("5");
        }

        assertThat(send(request, withoutIssuer).getStatus()).isEqualTo(429);
        assertThat(failedLogins).isEmpty();
        assertThat(notedLimits.notes()).containsExactly("ADDRESS " + SentRequest.ADDRESS);
        assertThat(passedOn).isZero();
    }

    @Test
    void refusesWhatIsNoLongerRecordedAllTheSame() throws Exception {
        Authentication forgetful = with(IssuerKeys.ALL, Rate.UNLIMITED, FEW);

        for (int i = 0; i < 10; i++) {
            assertThat(send(SentRequest.withBadToken(), forgetful).getStatus()).isEqualTo(401);
        }

        assertThat(failedLogins).hasSize(BAD_TOKENS_AT_ONCE);
        assertThat(notedLimits.notes()).containsExactly("FAILED_LOGINS " + SentRequest.ADDRESS);
        assertThat(passedOn).isZero();
    }

    @Test
    void limitsValidTokensOfNobodyAsBadOnes() throws Exception {
        SentRequest ofNobody = SentRequest.withClaims(Map.of("sub", USER));
        for (int i = 0; i < BAD_TOKENS_AT_ONCE; i++) {
            assertThat(send(ofNobody).getStatus()).isEqualTo(401);
        }

        GivenReply refused = send(ofNobody);

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("60");
        assertThat(failedLogins).hasSize(BAD_TOKENS_AT_ONCE);
        assertThat(notedLimits.notes()).containsExactly("ADDRESS " + SentRequest.ADDRESS);
        assertThat(passedOn).isZero();
    }
}
