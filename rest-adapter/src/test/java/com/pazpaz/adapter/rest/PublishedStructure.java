package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** FHIR R4 as it was published, in the form of HAPI FHIR's model. */
final class PublishedStructure {

    private static final FhirContext R4 = FhirContext.forR4();

    private PublishedStructure() {}

    /** Reads a resource, and fails on an element, a type, a code or a number of elements that FHIR does not have. */
    static <T extends IBaseResource> T read(Class<T> type, String json) {
        IParser parser = R4.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
        T resource = parser.parseResource(type, json);
        checkCardinality(resource, type.getSimpleName());
        return resource;
    }

    private static void checkCardinality(IBase element, String path) {
        if (element instanceof IBaseResource resource) {
            R4.getResourceDefinition(resource).getChildren().forEach(child -> check(child, element, path));
        } else if (R4.getElementDefinition(element.getClass())
                instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
            composite.getChildren().forEach(child -> check(child, element, path));
        }
    }

    private static void check(BaseRuntimeChildDefinition child, IBase element, String path) {
        List<IBase> values = child.getAccessor().getValues(element);
        String place = path + "." + child.getElementName();
        assertThat(values).as(place).hasSizeGreaterThanOrEqualTo(child.getMin());
        if (child.getMax() >= 0) {
            assertThat(values).as(place).hasSizeLessThanOrEqualTo(child.getMax());
        }
        values.forEach(value -> checkCardinality(value, place));
    }
}
