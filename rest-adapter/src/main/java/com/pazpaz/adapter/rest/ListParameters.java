package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ListClientsUseCase.Query;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.phi.FreeText;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;

/** The query of a list. Taken as text, so that whatever is wrong with it is answered as a broken rule, by name. */
public class ListParameters {

    @QueryParam("page")
    @DefaultValue("1")
    private String page = "";

    @QueryParam("page_size")
    @DefaultValue("" + PageRequest.DEFAULT_SIZE)
    private String pageSize = "";

    @QueryParam("include_inactive")
    @DefaultValue("false")
    private String includeInactive = "";

    @QueryParam("search")
    @DefaultValue("")
    private String search = "";

    /** @throws RefusedRequestException with every rule that is broken, by the name of its parameter */
    Query toQuery(Validator validator) {
        List<Violation> broken = validator.validate(new Rules(page, pageSize, includeInactive, search)).stream()
                .map(each -> new Violation(each.getPropertyPath().toString(), each.getMessage()))
                .toList();
        if (!broken.isEmpty()) {
            throw RefusedRequestException.invalid(broken);
        }
        return new Query(
                new PageRequest(Integer.parseInt(page), Integer.parseInt(pageSize)),
                Boolean.parseBoolean(includeInactive),
                Optional.of(search).filter(text -> !text.isBlank()).map(FreeText::new));
    }

    /**
     * Apart from the parameters, since the container would check those by itself and answer in its own words. Not a
     * record, which would print what is searched for; its fields are named as the parameters, as a violation names them.
     */
    @SuppressWarnings({"MemberName", "unused"}) // see above; read by the validator
    private static final class Rules {

        @Pattern(regexp = "0*[1-9][0-9]{0,8}", message = "must be a number from 1")
        private final String page;

        @Pattern(regexp = "[1-9][0-9]?|100", message = "must be a number from 1 to " + PageRequest.MAX_SIZE)
        private final String page_size;

        @Pattern(regexp = "true|false", message = "must be true or false")
        private final String include_inactive;

        @Size(max = 255, message = "must have at most 255 characters")
        private final String search;

        Rules(String page, String pageSize, String includeInactive, String search) {
            this.page = page;
            this.page_size = pageSize;
            this.include_inactive = includeInactive;
            this.search = search;
        }
    }
}
