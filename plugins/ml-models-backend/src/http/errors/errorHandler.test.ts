import { mockServices } from '@backstage/backend-test-utils';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { TextError, TEXT_ERROR_CODES } from '@ml-models/bounded-text';
import { DomainError } from '../../domain/DomainError';
import { requestLog } from '../middleware/requestLog';
import { errorHandler } from './errorHandler';
import { HttpError } from './HttpError';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

async function answerTo(error: unknown) {
  const logger = mockServices.logger.mock();
  let time = 0;
  const app = express();
  app.use(
    requestLog({
      logger,
      monotonic: () => {
        time += 21;
        return time;
      },
    }),
  );
  app.get('/models', () => {
    throw error;
  });
  app.use(errorHandler({ logger }));
  const response = await request(app)
    .get('/models')
    .set('traceparent', `00-${traceId}-00f067aa0ba902b7-01`);
  return { ...response, status: response.status, body: response.body, logger };
}

describe('errorHandler', () => {
  it.each([
    [new DomainError('VERSION_CONFLICT', 'x'), 409, 'VERSION_CONFLICT'],
    [new DomainError('MODEL_NOT_FOUND', 'x'), 404, 'MODEL_NOT_FOUND'],
    [new HttpError('REFUSED', 'x'), 422, 'REFUSED'],
    [new NotAllowedError('x'), 403, 'NOT_ALLOWED'],
    [new AuthenticationError('x'), 401, 'NOT_AUTHENTICATED'],
  ])('%#: %s', async (error, status, code) => {
    const answer = await answerTo(error);
    expect([answer.status, answer.body]).toEqual([
      status,
      {
        error: { name: error.name, code, message: 'x' },
        request: { method: 'GET', url: '/models' },
        response: { statusCode: status },
      },
    ]);
    expect(answer.logger.error).not.toHaveBeenCalled();
  });

  it.each(TEXT_ERROR_CODES.map(code => [code]))(
    'answers for a text that is %s, and never with 500',
    async code => {
      const answer = await answerTo(new TextError(code, 'x'));
      expect([400, 413]).toContain(answer.status);
      expect(answer.body.error.code).toMatch(
        { MALFORMED: /^MALFORMED_BODY$/, TOO_LARGE: /^BODY_TOO_LARGE$/ }[
          code as string
        ] ?? code,
      );
    },
  );

  it('names the problems and the ingestion that keeps them', async () => {
    const problems = [
      { code: 'MISSING_FIELD', field: 'license', message: 'y' },
    ];
    const { body } = await answerTo(
      new HttpError('REFUSED', 'x', { problems, ingestionId: 'ing-1' }),
    );
    expect(body.error).toEqual({
      name: 'HttpError',
      code: 'REFUSED',
      message: 'x',
      problems,
      ingestionId: 'ing-1',
    });
  });

  it.each([
    new Error('password is hunter2'),
    Object.assign(new Error('password is hunter2'), { code: 'SQLITE_BUSY' }),
    'password is hunter2',
  ])('keeps what is not for callers to itself: %p', async error => {
    const { status, body, logger } = await answerTo(error);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(body.error).toMatchObject({ code: 'INTERNAL', traceId });
    expect(logger.error).toHaveBeenCalledWith(
      'Request failed',
      expect.objectContaining({
        method: 'GET',
        path: '/models',
        trace_id: traceId,
        error: expect.stringContaining('hunter2'),
      }),
    );
  });

  it('logs each request with its trace and its time', async () => {
    const { logger } = await answerTo(new HttpError('REFUSED', 'x'));
    expect(logger.info).toHaveBeenCalledWith('Request answered', {
      trace_id: traceId,
      duration_ms: 21,
      method: 'GET',
      path: '/models',
      status: 422,
      complete: true,
    });
  });
});
