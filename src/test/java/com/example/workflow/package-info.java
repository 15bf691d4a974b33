/**
 * A workflow of an imaginary enterprise, deployed beside AgentWarden in the same application. It knows four public event
 * records of AgentWarden and nothing else.
 */
package com.example.workflow;
