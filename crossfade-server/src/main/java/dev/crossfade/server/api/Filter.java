package dev.crossfade.server.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which items of a list, to the interface description. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    description =
        "Only what fits, a small part of CEL: fields, literals, == != < <= > >=, in, startsWith, endsWith, contains, &&, ||, ! and parentheses.",
    schema = @Schema(type = "string", maxLength = 1000))
@interface Filter {}
