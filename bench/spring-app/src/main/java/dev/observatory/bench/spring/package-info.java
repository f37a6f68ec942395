/** A program of the usual kind, whose start is measured. */
package dev.observatory.bench.spring;
