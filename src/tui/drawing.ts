// What draws the review, loaded when a review begins: Ink and React are half of the program, and Ink awaits while it is loaded.
export { render } from 'ink';
export { reviewElement } from './review-app.tsx';
