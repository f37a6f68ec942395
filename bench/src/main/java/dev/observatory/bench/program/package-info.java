/** Programs that are started as whole processes to be measured. */
package dev.observatory.bench.program;
