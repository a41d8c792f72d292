package dev.crossfade.server.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many items a page has at most, to the interface description. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    description = "Most items of the page.",
    schema =
        @Schema(
            type = "integer",
            format = "int32",
            minimum = "1",
            maximum = "500",
            defaultValue = Page.DEFAULT_SIZE))
@interface PageSize {}
