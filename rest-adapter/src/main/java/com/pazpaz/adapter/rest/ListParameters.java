package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ListClientsUseCase.Query;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.phi.FreeText;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a list. Taken as text, so that whatever is wrong with it is answered as a broken rule, by name.
 *
 * <p>The fields are named as the parameters, because that is how a violation names them.
 */
public class ListParameters {

    @QueryParam("page")
    @DefaultValue("1")
    @Pattern(regexp = "0*[1-9][0-9]{0,8}", message = "must be a number from 1")
    private String page = "";

    @QueryParam("page_size")
    @DefaultValue("" + PageRequest.DEFAULT_SIZE)
    @Pattern(regexp = "[1-9][0-9]?|100", message = "must be a number from 1 to 100")
    @SuppressWarnings("MemberName") // named as the parameter
    private String page_size = "";

    @QueryParam("include_inactive")
    @DefaultValue("false")
    @Pattern(regexp = "true|false", message = "must be true or false")
    @SuppressWarnings("MemberName") // named as the parameter
    private String include_inactive = "";

    @QueryParam("search")
    @Size(max = 255, message = "must have at most 255 characters")
    private @Nullable String search;

    /** @throws ConstraintViolationException with every rule that is broken */
    Query toQuery(Validator validator) {
        var broken = validator.validate(this);
        if (!broken.isEmpty()) {
            throw new ConstraintViolationException(broken);
        }
        return new Query(
                new PageRequest(Integer.parseInt(page), Integer.parseInt(page_size)),
                Boolean.parseBoolean(include_inactive),
                Optional.ofNullable(search).filter(text -> !text.isBlank()).map(FreeText::new));
    }
}
